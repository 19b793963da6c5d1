import type { JSX } from 'react';

import {
  ActionButton,
  EmptyState,
  ErrorNotice,
  Loading,
  Page,
  StatePill
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat, useResource } from '../../core/hooks';
import { engineIcon } from '../../core/icons';
import { EnginesClient } from '../client';
import { engineTitle } from '../state';
import type { EngineBody } from '../types';
import { descriptionOf, engineReason } from '../words';
import { EngineActions } from './EngineActions';

/** The environments that jobs and notebooks run in. */
export default function EnginesPage(): JSX.Element {
  const { rest, pages, trans } = useModelArts();
  const { data, error, loading, refresh } = useResource(
    signal => new EnginesClient(rest).list(signal),
    [rest],
    { topics: ['engines'] }
  );
  return (
    <Page
      title={trans.__('Engines')}
      icon={engineIcon}
      subtitle={trans.__(
        'Isolated environments for training jobs and notebooks, built on this computer when they are first needed.'
      )}
      actions={
        <ActionButton
          look="accept"
          label={trans.__('New engine')}
          onClick={() => void pages.open('new-engine')}
        />
      }
    >
      {Boolean(error) && (
        <ErrorNotice
          title={trans.__('The engines could not be read.')}
          error={error}
          onRetry={refresh}
        />
      )}
      {loading && <Loading />}
      {data?.engines.length === 0 && (
        <EmptyState
          icon={engineIcon}
          title={trans.__('No engines')}
          sentence={trans.__('This release knows none: install a newer one.')}
        />
      )}
      <ul className="jp-ma-cards">
        {data?.engines.map(engine => (
          <EngineCard key={engine.engine_id} engine={engine} onChange={refresh} />
        ))}
      </ul>
    </Page>
  );
}

interface IEngineCardProps {
  engine: EngineBody;
  onChange: () => void;
}

function EngineCard({ engine, onChange }: IEngineCardProps): JSX.Element {
  const { pages, trans } = useModelArts();
  const format = useFormat();
  const facts = [
    engine.python_version && `Python ${engine.python_version}`,
    engine.size_bytes !== null && format.bytes(engine.size_bytes),
    engine.packages.length > 0 && trans.__('%1 packages', engine.packages.length),
    engine.kernel_name && trans.__('also a notebook kernel')
  ].filter(Boolean);
  const reason = engineReason(engine.reason, trans);
  const open = (): void => void pages.open('engine', { id: engine.engine_id });
  return (
    <li className="jp-ma-card" data-modelarts-engine={engine.engine_id}>
      <div className="jp-ma-card-head">
        <h2>
          <button className="jp-ma-link" onClick={open}>
            {engineTitle(engine)}
          </button>
        </h2>
        <StatePill state={engine.state} detail={reason} />
      </div>
      <p>{descriptionOf(engine, trans)}</p>
      {facts.length > 0 && <p className="jp-ma-quiet">{facts.join(' · ')}</p>}
      {reason && <p className="jp-ma-card-reason">{reason}</p>}
      <EngineActions engine={engine} onChange={onChange} onGone={onChange} />
    </li>
  );
}
