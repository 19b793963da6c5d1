import type { JSX } from 'react';

import { stateWord } from '../../../core/components';
import { useTrans } from '../../../core/context';
import { DownloadSize } from '../../../engines/components/DownloadSize';
import { engineTitle } from '../../../engines/state';
import type { EngineBody } from '../../../engines/types';
import { descriptionOf } from '../../../engines/words';
import { useJobForm } from '../../formContext';
import type { TrainingFlavorBody } from '../../types';
import { Field } from './Field';

export function EngineField({
  engines
}: {
  engines: readonly EngineBody[];
}): JSX.Element {
  const trans = useTrans();
  const { draft, change } = useJobForm();
  const chosen = engines.find(engine => engine.engine_id === draft.engine);
  return (
    <Field
      path="algorithm.engine"
      label={trans.__('Engine')}
      required
      hint={
        chosen && chosen.state !== 'ready' ? (
          <BuildHint engine={chosen} />
        ) : (
          chosen && descriptionOf(chosen, trans)
        )
      }
    >
      {control => (
        <select
          {...control}
          value={draft.engine}
          onChange={event => change({ engine: event.target.value }, 'algorithm.engine')}
        >
          {!chosen && <option value={draft.engine}>{draft.engine || '–'}</option>}
          {engines.map(engine => (
            <option key={engine.engine_id} value={engine.engine_id}>
              {`${engineTitle(engine)} (${stateWord(engine.state, trans)})`}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** That the engine is built first, and how much that downloads. */
function BuildHint({ engine }: { engine: EngineBody }): JSX.Element {
  const trans = useTrans();
  if (engine.state === 'building') {
    return (
      <>{trans.__('It is being built: the job waits for it and starts by itself.')}</>
    );
  }
  return (
    <>
      {trans.__('It is built first, on this computer: the job waits for it.')}{' '}
      <DownloadSize engineId={engine.engine_id} />
    </>
  );
}

export function FlavorField({
  flavors
}: {
  flavors: readonly TrainingFlavorBody[];
}): JSX.Element {
  const trans = useTrans();
  const { draft, change } = useJobForm();
  const path = 'spec.resource.flavor_id';
  return (
    <Field
      path={path}
      label={trans.__('Flavor')}
      required
      hint={trans.__(
        'How much of this computer the job may use; it waits until so much is free.'
      )}
    >
      {control => (
        <select
          {...control}
          value={draft.flavor}
          onChange={event => change({ flavor: event.target.value }, path)}
        >
          {!flavors.some(one => one.flavor_id === draft.flavor) && (
            <option value={draft.flavor}>{draft.flavor || '–'}</option>
          )}
          {flavors.map(flavor => (
            <option
              key={flavor.flavor_id}
              value={flavor.flavor_id}
              disabled={!flavor.fits}
            >
              {flavor.fits
                ? flavor.flavor_name
                : trans.__('%1: larger than this computer', flavor.flavor_name)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
