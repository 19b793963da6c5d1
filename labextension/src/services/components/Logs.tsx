import { type JSX, useState } from 'react';

import { LogView } from '../../compute/components/LogView';
import { isLive } from '../../compute/state';
import { EmptyState } from '../../core/components';
import { useModelArts } from '../../core/context';
import { serviceIcon } from '../../core/icons';
import { serviceWords } from '../sentences';
import type { ServiceBody, ServiceReplicaBody } from '../types';

/** The log of each replica, the newest replica's first. */
export function Logs({ service }: { service: ServiceBody }): JSX.Element {
  const { trans } = useModelArts();
  const replicas = [...service.replicas].reverse();
  const [chosen, setChosen] = useState<string | null>(null);
  const shown =
    replicas.find(one => one.workload_id === chosen) ??
    replicas.find(one => !one.ready) ??
    replicas[0];
  if (!shown) {
    return (
      <EmptyState
        icon={serviceIcon}
        title={trans.__('There is no log')}
        sentence={trans.__('The service has no replica yet: start it.')}
      />
    );
  }
  return (
    <div className="jp-ma-logs">
      {replicas.length > 1 && (
        <label className="jp-ma-inline-field">
          {trans.__('Replica')}
          <select
            className="jp-ma-input"
            value={shown.workload_id}
            onChange={event => setChosen(event.target.value)}
          >
            {replicas.map(one => (
              <option key={one.workload_id} value={one.workload_id}>
                {nameOf(one, trans)}
              </option>
            ))}
          </select>
        </label>
      )}
      <LogView
        key={`${shown.log_workload_id} ${shown.restarts}`}
        workloadId={shown.log_workload_id}
        isLive={isLive(shown.state)}
        waiting={serviceWords(shown.reason, trans)}
      />
    </div>
  );
}

function nameOf(
  one: ServiceReplicaBody,
  trans: ReturnType<typeof useModelArts>['trans']
): string {
  const name = trans.__('%1, replica %2', one.title, one.number);
  return one.ready ? name : `${name}: ${serviceWords(one.reason, trans)}`;
}
