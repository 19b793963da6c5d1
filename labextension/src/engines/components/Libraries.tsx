import { type JSX, useState } from 'react';

import { LogView } from '../../compute/components/LogView';
import {
  ActionButton,
  ErrorNotice,
  Form,
  FormField,
  Section,
  StatePill
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat, useSubmit } from '../../core/hooks';
import { EnginesClient } from '../client';
import { downloadSentence, measure } from '../measuring';
import { linesOf } from '../state';
import type { EngineBody } from '../types';
import { engineReason } from '../words';

export interface ILibrariesProps {
  engine: EngineBody;
  onChange: (engine: EngineBody) => void;
}

/** Puts libraries into an engine that is ready, and says who gets them. */
export function Libraries({ engine, onChange }: ILibrariesProps): JSX.Element {
  const { trans } = useModelArts();
  return (
    <Section title={trans.__('Install a library')}>
      <InstallForm engine={engine} onChange={onChange} />
      {engine.change && <Newest engine={engine} />}
      {engine.libraries.length > 0 && <Installed engine={engine} />}
    </Section>
  );
}

function InstallForm({ engine, onChange }: ILibrariesProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const format = useFormat();
  const [text, setText] = useState('');
  const [size, setSize] = useState<{ lines: string; sentence: string } | null>(null);
  const lines = linesOf(text);
  const asked = lines.join('\n');
  const isMeasured = size?.lines === asked;
  const client = new EnginesClient(rest);
  const { submit, busy, error } = useSubmit(async () => {
    if (isMeasured) {
      onChange(await client.act(engine.engine_id, 'install', lines));
      setText('');
      setSize(null);
      return;
    }
    const found = await measure(client, engine.engine_id, lines);
    if (found?.reason) {
      throw new Error(engineReason(found.reason, trans));
    }
    setSize({ lines: asked, sentence: downloadSentence(found, format, trans) });
  });
  return (
    <Form
      label={trans.__('Install a library')}
      error={error}
      onSubmit={() => void submit()}
    >
      <FormField
        label={trans.__('Packages')}
        hint={trans.__(
          'As pip writes them, one on each line: shapely, pandas>=2. Notebooks and jobs on this engine have them then; a job on another engine gets them only if it asks for them.'
        )}
      >
        {control => (
          <textarea
            {...control}
            rows={2}
            spellCheck={false}
            value={text}
            onChange={event => setText(event.target.value)}
          />
        )}
      </FormField>
      {isMeasured && <p role="status">{size.sentence}</p>}
      <div className="jp-ma-engine-actions">
        <ActionButton
          type="submit"
          look={isMeasured ? 'accept' : 'plain'}
          label={isMeasured ? trans.__('Install') : trans.__('See the size')}
          busy={busy}
          disabled={lines.length === 0 || isBusy(engine)}
        />
      </div>
    </Form>
  );
}

function Newest({ engine }: { engine: EngineBody }): JSX.Element {
  const { trans } = useModelArts();
  const change = engine.change;
  if (!change) {
    return <></>;
  }
  const reason = engineReason(change.reason ?? '', trans);
  return (
    <div className="jp-ma-engine-change">
      <p>
        {change.requirements.join(', ')} <StatePill state={change.state} />
      </p>
      {reason && (
        <ErrorNotice
          title={trans.__('Nothing was installed.')}
          error={new Error(reason)}
        />
      )}
      <details open={isBusy(engine) || Boolean(reason) || undefined}>
        <summary>{trans.__('Log of the installation')}</summary>
        <LogView workloadId={change.workload_id} isLive={isBusy(engine)} />
      </details>
    </div>
  );
}

function Installed({ engine }: { engine: EngineBody }): JSX.Element {
  const { pages, trans } = useModelArts();
  const requirements = engine.libraries.join('\n');
  return (
    <div className="jp-ma-engine-actions">
      <span>{trans.__('Installed later: %1', engine.libraries.join(', '))}</span>
      <ActionButton
        label={trans.__('Ask for them in a job')}
        onClick={() =>
          void pages.open('new-training-job', {
            engine: engine.engine_id,
            requirements
          })
        }
      />
    </div>
  );
}

function isBusy(engine: EngineBody): boolean {
  const state = engine.change?.state;
  return state === 'queued' || state === 'starting' || state === 'running';
}
