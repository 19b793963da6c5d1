import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';

import { ActionButton, confirm, ErrorNotice } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useSubmit } from '../../core/hooks';
import { EnginesClient } from '../client';
import { actionsOf, engineTitle } from '../state';
import type { EngineAction, EngineBody } from '../types';

export interface IEngineActionsProps {
  engine: EngineBody;
  /** The newer state, as the server answered. */
  onChange: (engine: EngineBody) => void;
}

/** Build, rebuild, stop the build, delete. */
export function EngineActions({ engine, onChange }: IEngineActionsProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const { submit, busy, error } = useSubmit(
    async (_, action: EngineAction | 'delete') => {
      if (!(await isMeant(action, engine, trans))) {
        return;
      }
      const client = new EnginesClient(rest);
      const id = engine.engine_id;
      onChange(
        await (action === 'delete' ? client.delete(id) : client.act(id, action))
      );
    }
  );
  return (
    <div className="jp-ma-engine-actions">
      {actionsOf(engine).map(action => (
        <ActionButton
          key={action}
          look={action === 'build' ? 'accept' : 'plain'}
          label={labelOf(action, engine, trans)}
          busy={busy}
          onClick={() => void submit(action)}
        />
      ))}
      {Boolean(error) && <ErrorNotice error={error} />}
    </div>
  );
}

function labelOf(
  action: EngineAction | 'delete',
  engine: EngineBody,
  trans: TranslationBundle
): string {
  switch (action) {
    case 'build':
      return engine.state === 'failed' ? trans.__('Build again') : trans.__('Build');
    case 'rebuild':
      return trans.__('Rebuild');
    case 'stop':
      return trans.__('Stop the build');
    case 'delete':
      return trans.__('Delete');
  }
}

async function isMeant(
  action: EngineAction | 'delete',
  engine: EngineBody,
  trans: TranslationBundle
): Promise<boolean> {
  if (action !== 'delete') {
    return true;
  }
  return confirm(
    {
      title: trans.__('Delete the environment of %1?', engineTitle(engine)),
      body: trans.__(
        'Its packages and its kernel are removed from this computer. It can be built again at any time; a job that needs it builds it by itself.'
      ),
      accept: trans.__('Delete'),
      isDangerous: true
    },
    trans
  );
}
