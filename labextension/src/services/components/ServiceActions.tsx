import { deleteIcon, editIcon, runIcon, stopIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton, HeadActions, PointActions } from '../../core/components';
import { useModelArts } from '../../core/context';
import {
  deleteService,
  restoreService,
  startService,
  stopService,
  updateService
} from '../actions';
import { isWanted } from '../state';
import { SERVICE } from '../tokens';
import type { ServiceBody } from '../types';

export interface IServiceActionsProps {
  service: ServiceBody;
  refresh: () => void;
  close: () => void;
  /** Whether the command to copy is shown. */
  isCurlOpen: boolean;
  toggleCurl: () => void;
}

export function ServiceActions(props: IServiceActionsProps): JSX.Element {
  const { service, refresh, close } = props;
  const context = useModelArts();
  const { trans } = context;
  return (
    <HeadActions
      isDeleted={service.deleted_at !== null}
      restore={() => void restoreService(context, service).then(refresh)}
    >
      <PointActions point={SERVICE} resource={service} />
      {isWanted(service) && (
        <ActionButton
          label={trans.__('Copy curl')}
          aria-expanded={props.isCurlOpen}
          onClick={props.toggleCurl}
        />
      )}
      <StartStop service={service} refresh={refresh} />
      <ActionButton
        icon={editIcon}
        label={trans.__('Update…')}
        onClick={() => void updateService(context, service)}
      />
      <ActionButton
        icon={deleteIcon}
        label={trans.__('Delete')}
        onClick={() => void deleteService(context, service, close)}
      />
    </HeadActions>
  );
}

function StartStop({
  service,
  refresh
}: Pick<IServiceActionsProps, 'service' | 'refresh'>): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  if (isWanted(service)) {
    return (
      <ActionButton
        icon={stopIcon}
        label={trans.__('Stop')}
        onClick={() => void stopService(context, service).then(refresh)}
      />
    );
  }
  return (
    <ActionButton
      icon={runIcon}
      look="accept"
      label={
        service.status === 'stopping'
          ? trans.__('Stopping')
          : trans._p('service', 'Start')
      }
      busy={service.status === 'stopping'}
      onClick={() => void startService(context, service).then(refresh)}
    />
  );
}
