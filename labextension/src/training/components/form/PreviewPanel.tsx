import type { JSX } from 'react';

import {
  ErrorNotice,
  type IProgram,
  KeyValue,
  Programs,
  Section
} from '../../../core/components';
import { useModelArts, useTrans } from '../../../core/context';
import { shellWord } from '../../../core/program';
import { type IDraft, sentInputs, sentOutputs } from '../../draft';
import { asCommand, asJson, asPython, fitsCommand } from '../../program';
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
      <DraftPrograms draft={draft} />
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

function DraftPrograms({ draft }: { draft: IDraft }): JSX.Element {
  const { rest, trans } = useModelArts();
  const command: IProgram = fitsCommand(draft)
    ? {
        id: 'command',
        label: trans.__('Command line'),
        text: asCommand(draft),
        note: trans.__('In a terminal, in the top folder of the file browser.')
      }
    : {
        id: 'command',
        label: trans.__('Command line'),
        text: 'jupyter modelarts jobs create --file job.json',
        note: trans.__('Save the JSON as job.json: the options do not say all of it.')
      };
  return (
    <Programs
      programs={[
        {
          id: 'python',
          label: PYTHON,
          text: asPython(draft, rest.settings.baseUrl),
          note: trans.__('JUPYTER_TOKEN is the token that the Jupyter server printed.')
        },
        command,
        { id: 'json', label: JSON_LABEL, text: asJson(draft) }
      ]}
    />
  );
}
