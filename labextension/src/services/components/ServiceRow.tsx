import { deleteIcon, runIcon, stopIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import {
  ActionButton,
  ListRow,
  RelativeTime,
  RowActions,
  StatePill
} from '../../core/components';
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
  const words = reasonOf(service, trans);
  const address = isWanted(service) ? (service.access_address ?? '') : '';
  return (
    <ListRow
      className="jp-ma-service-row"
      data-modelarts-service={id}
      data-modelarts-wanted={isWanted(service)}
      data-modelarts-start={canStart(service)}
      data-modelarts-deleted={service.deleted_at !== null}
      aria-label={name}
      name={name}
      words={words}
      description={service.description}
      open={() => void pages.open('service', { id })}
    >
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
      <ServiceButtons service={service} onChange={onChange} />
    </ListRow>
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

function ServiceButtons({ service, onChange }: IServiceRowProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  return (
    <RowActions
      isDeleted={service.deleted_at !== null}
      restore={() => void restoreService(context, service).then(onChange)}
    >
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
    </RowActions>
  );
}
