import { deleteIcon, runIcon, stopIcon, undoIcon } from '@jupyterlab/ui-components';
import type { JSX, KeyboardEvent } from 'react';

import { ActionButton, RelativeTime, StatePill } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { deleteService, restoreService, startService, stopService } from '../actions';
import { canStart, isWanted, versionsOf } from '../state';
import type { ServiceBody } from '../types';
import { reasonOf } from '../words';

export interface IServiceRowProps {
  service: ServiceBody;
  onChange: () => void;
}

export function ServiceRow({ service, onChange }: IServiceRowProps): JSX.Element {
  const { pages, trans } = useModelArts();
  const { service_id: id, service_name: name } = service;
  const open = (): void => void pages.open('service', { id });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target === event.currentTarget) {
      open();
    }
  };
  const words = reasonOf(service, trans);
  const address = isWanted(service) ? (service.access_address ?? '') : '';
  return (
    <div
      className="jp-ma-row jp-ma-service-row"
      data-modelarts-service={id}
      data-modelarts-wanted={isWanted(service)}
      data-modelarts-start={canStart(service)}
      data-modelarts-deleted={service.deleted_at !== null}
      tabIndex={0}
      aria-label={name}
      onDoubleClick={open}
      onKeyDown={onKeyDown}
    >
      <span className="jp-ma-job-name">
        <button className="jp-ma-link" onClick={open}>
          {name}
        </button>
        <span className="jp-ma-job-words jp-ma-quiet" title={words}>
          {words || service.description}
        </span>
      </span>
      <StatePill state={service.status} detail={words} />
      <span className="jp-ma-cell" title={versionsOf(service.config)}>
        {versionsOf(service.config)}
      </span>
      <Calls service={service} />
      <span className="jp-ma-cell jp-ma-mono" title={address}>
        {address || '–'}
      </span>
      <span className="jp-ma-cell jp-ma-quiet">
        <RelativeTime at={service.publish_at} />
      </span>
      <RowActions service={service} onChange={onChange} />
    </div>
  );
}

function Calls({ service }: { service: ServiceBody }): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  const { failed_times: failed, invocation_times: calls } = service;
  const title = trans.__('%1 of %2 failed', format.count(failed), format.count(calls));
  return (
    <span className="jp-ma-cell" title={title}>
      {format.count(calls)}
      {failed > 0 && <span className="jp-ma-quiet"> ({title})</span>}
    </span>
  );
}

function RowActions({ service, onChange }: IServiceRowProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  if (service.deleted_at !== null) {
    return (
      <span className="jp-ma-row-actions">
        <ActionButton
          iconOnly
          icon={undoIcon}
          label={trans.__('Restore')}
          onClick={() => void restoreService(context, service).then(onChange)}
        />
      </span>
    );
  }
  return (
    <span className="jp-ma-row-actions">
      {isWanted(service) ? (
        <ActionButton
          iconOnly
          icon={stopIcon}
          label={trans.__('Stop')}
          onClick={() => void stopService(context, service).then(onChange)}
        />
      ) : (
        <ActionButton
          iconOnly
          icon={runIcon}
          label={trans._p('service', 'Start')}
          disabled={!canStart(service)}
          onClick={() => void startService(context, service).then(onChange)}
        />
      )}
      <ActionButton
        iconOnly
        icon={deleteIcon}
        label={trans.__('Delete')}
        onClick={() => void deleteService(context, service, onChange)}
      />
    </span>
  );
}
