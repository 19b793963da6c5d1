import { type JSX, useState } from 'react';

import {
  CopyButton,
  ErrorNotice,
  KeyValue,
  Section,
  type ITabItem,
  Tabs
} from '../../../core/components';
import { useModelArts, useTrans } from '../../../core/context';
import { type IDraft, sentInputs, sentOutputs } from '../../draft';
import { asCommand, asJson, asPython, fitsCommand, shellWord } from '../../program';
import type { TrainingPreviewBody } from '../../types';
import type { IPreview } from '../../usePreview';

const PYTHON = 'Python';
const JSON_LABEL = 'JSON';

export interface IPreviewPanelProps {
  draft: IDraft;
  found: IPreview;
}

/** What will run, what is missing, and the same as a program. */
export function PreviewPanel({ draft, found }: IPreviewPanelProps): JSX.Element {
  const trans = useTrans();
  const { preview, error, isStale } = found;
  return (
    <aside
      className={`jp-ma-preview${isStale ? ' jp-mod-stale' : ''}`}
      aria-label={trans.__('Preview')}
      aria-busy={isStale}
    >
      {Boolean(error) && (
        <ErrorNotice title={trans.__('There is no preview.')} error={error} />
      )}
      {preview && preview.problems.length > 0 && <Missing preview={preview} />}
      {preview && preview.command.length > 0 && (
        <WhatRuns draft={draft} preview={preview} />
      )}
      <Section title={trans.__('The same as a program')}>
        <Programs draft={draft} />
      </Section>
    </aside>
  );
}

function Missing({ preview }: { preview: TrainingPreviewBody }): JSX.Element {
  const trans = useTrans();
  return (
    <Section title={trans.__('Before it can run')}>
      <ul className="jp-ma-missing">
        {preview.problems.map(problem => (
          <li key={problem.field + problem.message}>{problem.message}</li>
        ))}
      </ul>
    </Section>
  );
}

interface IWhatRunsProps {
  draft: IDraft;
  preview: TrainingPreviewBody;
}

function WhatRuns({ draft, preview }: IWhatRunsProps): JSX.Element {
  const trans = useTrans();
  const variables = Object.entries(preview.environments);
  const [program, script, ...words] = preview.command.map(shellWord);
  const lines = [[program, script].filter(Boolean).join(' '), ...words];
  return (
    <>
      <Section title={trans.__('What will run: %1', preview.version)}>
        <pre className="jp-ma-code">{lines.join(' \\\n    ')}</pre>
        <p className="jp-ma-quiet">
          {trans.__('{run} is the folder that the job gets for itself.')}
        </p>
      </Section>
      <Section title={trans.__('Environment')}>
        <KeyValue
          rows={variables.map(([name, value]) => [
            name,
            <span className="jp-ma-mono" key={name}>
              {value}
            </span>
          ])}
        />
      </Section>
      <Section title={trans.__('In and out')}>
        <KeyValue
          rows={[
            ...sentInputs(draft).map(
              (row, at) =>
                [
                  row.name || (at ? `data_url_${at}` : 'data_url'),
                  row.kind === 'dataset'
                    ? trans.__('a dataset version: its files and its manifest')
                    : row.url
                ] as const
            ),
            ...sentOutputs(draft).map(
              ({ name, value }, at) =>
                [
                  name || (at ? `train_url_${at}` : 'train_url'),
                  `${value.replace(/\/*$/, '/')}${preview.version}/`
                ] as const
            )
          ]}
        />
      </Section>
    </>
  );
}

function Programs({ draft }: { draft: IDraft }): JSX.Element {
  const { rest, trans } = useModelArts();
  const [selected, setSelected] = useState('python');
  const tabs: ITabItem[] = [
    {
      id: 'python',
      label: PYTHON,
      render: () => (
        <Program
          text={asPython(draft, rest.settings.baseUrl)}
          note={trans.__('JUPYTER_TOKEN is the token that the Jupyter server printed.')}
        />
      )
    },
    {
      id: 'command',
      label: trans.__('Command line'),
      render: () =>
        fitsCommand(draft) ? (
          <Program
            text={asCommand(draft)}
            note={trans.__('In a terminal, in the top folder of the file browser.')}
          />
        ) : (
          <Program
            text={'jupyter modelarts jobs create --file job.json'}
            note={trans.__(
              'Save the JSON as job.json: the options do not say all of it.'
            )}
          />
        )
    },
    { id: 'json', label: JSON_LABEL, render: () => <Program text={asJson(draft)} /> }
  ];
  return (
    <Tabs
      label={trans.__('The same as a program')}
      tabs={tabs}
      selected={selected}
      onSelect={setSelected}
    />
  );
}

function Program({ text, note }: { text: string; note?: string }): JSX.Element {
  return (
    <>
      <pre className="jp-ma-code" tabIndex={0}>
        {text}
      </pre>
      <div className="jp-ma-buttons">
        <CopyButton text={text} />
        {note && <span className="jp-ma-quiet">{note}</span>}
      </div>
    </>
  );
}
