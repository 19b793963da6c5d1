import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';

import { ActionButton, confirm, ErrorNotice } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat, useSubmit } from '../../core/hooks';
import { EnginesClient } from '../client';
import { downloadSentence, measure } from '../measuring';
import { actionsOf, engineTitle } from '../state';
import type { EngineAction, EngineBody } from '../types';
import { engineReason } from '../words';

export interface IEngineActionsProps {
  engine: EngineBody;
  /** The newer state, as the server answered. */
  onChange: (engine: EngineBody) => void;
  /** Called where the engine is not there any more. */
  onGone?: () => void;
}

/** Build, update, stop the build, edit, delete; a build says first what it downloads. */
export function EngineActions(props: IEngineActionsProps): JSX.Element {
  const { engine } = props;
  const { pages, trans } = useModelArts();
  const act = useAct(props);
  const { submit, busy, error } = useSubmit((_, action: Action) => act(action));
  return (
    <div className="jp-ma-engine-actions">
      {actionsOf(engine).map(action => (
        <ActionButton
          key={action}
          look={action === 'build' ? 'accept' : 'plain'}
          label={labelOf(action, engine, trans)}
          title={tooltipOf(action, trans)}
          busy={busy}
          onClick={() => void submit(action)}
        />
      ))}
      {engine.own && engine.state !== 'building' && (
        <ActionButton
          label={trans.__('Edit')}
          onClick={() => void pages.open('edit-engine', { id: engine.engine_id })}
        />
      )}
      {busy && <span className="jp-ma-quiet">{trans.__('One moment…')}</span>}
      {Boolean(error) && <ErrorNotice error={error} />}
    </div>
  );
}

type Action = EngineAction | 'delete';

function useAct(props: IEngineActionsProps): (action: Action) => Promise<void> {
  const { engine, onChange, onGone } = props;
  const { rest, trans } = useModelArts();
  const format = useFormat();
  const client = new EnginesClient(rest);
  const id = engine.engine_id;
  const isBuildMeant = async (): Promise<boolean> => {
    const download = await measure(client, id);
    const reason = download?.reason;
    const sentence = reason
      ? engineReason(reason, trans)
      : downloadSentence(download, format, trans);
    return confirm(
      {
        title: trans.__('Build %1?', engineTitle(engine)),
        body: sentence,
        accept: trans.__('Build')
      },
      trans
    );
  };
  return async action => {
    if (action === 'delete') {
      if (await isDeletionMeant(engine, trans)) {
        const gone = await client.delete(id);
        return gone.own && onGone ? onGone() : onChange(gone);
      }
      return;
    }
    const isBuild = action === 'build' || action === 'rebuild';
    if (!isBuild || (await isBuildMeant())) {
      onChange(await client.act(id, action));
    }
  };
}

function labelOf(action: Action, engine: EngineBody, trans: TranslationBundle): string {
  switch (action) {
    case 'build':
      return engine.state === 'failed' ? trans.__('Build again') : trans.__('Build');
    case 'rebuild':
      return trans.__('Update');
    case 'stop':
      return trans.__('Stop the build');
    case 'delete':
      return trans.__('Delete');
    default:
      return action;
  }
}

function tooltipOf(action: Action, trans: TranslationBundle): string | undefined {
  return action === 'rebuild'
    ? trans.__('Made anew with the newest packages that fit, libraries included.')
    : undefined;
}

async function isDeletionMeant(
  engine: EngineBody,
  trans: TranslationBundle
): Promise<boolean> {
  const body = engine.own
    ? trans.__(
        'Its packages, its kernel and its recipe are removed from this computer, for good. Jobs that have run stay as they are.'
      )
    : trans.__(
        'Its packages and its kernel are removed from this computer. It can be built again at any time; a job that needs it builds it by itself.'
      );
  return confirm(
    {
      title: trans.__('Delete the environment of %1?', engineTitle(engine)),
      body,
      accept: trans.__('Delete'),
      isDangerous: true
    },
    trans
  );
}
