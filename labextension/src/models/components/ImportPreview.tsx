import type { JSX } from 'react';

import { ErrorNotice, KeyValue, Programs, Section } from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { type IAsked, useFormat } from '../../core/hooks';
import { asCommand, asPython, inPackage } from '../draft';
import { modelWords } from '../sentences';
import type { ImportModelRequest, ModelPreviewBody, PackageProblem } from '../types';
import { Unmet } from './Dependencies';
import { Metrics } from './Overview';
import { PackageHelp } from './PackageHelp';

const PYTHON = 'Python';

export interface IImportPreviewProps {
  request: ImportModelRequest;
  found: IAsked<ModelPreviewBody>;
  /** Whether a job or a folder is chosen yet. */
  hasSource: boolean;
}

/** What will be imported, what is wrong with it, and the same as a program. */
export function ImportPreview(props: IImportPreviewProps): JSX.Element {
  const { request, found, hasSource } = props;
  const trans = useTrans();
  const preview = hasSource ? found.answer : null;
  const wrong = preview ? inPackage(preview.problems) : [];
  const isThere = preview !== null && preview.file_count > 0;
  return (
    <aside
      className={`jp-ma-preview${found.isStale ? ' jp-mod-stale' : ''}`}
      aria-label={trans.__('Preview')}
      aria-busy={found.isStale}
    >
      {Boolean(found.error) && (
        <ErrorNotice title={trans.__('There is no preview.')} error={found.error} />
      )}
      {wrong.length > 0 && <Wrong problems={wrong} />}
      {preview && isThere && <WhatComes preview={preview} request={request} />}
      {!isThere && <PackageHelp />}
      {hasSource && <ImportPrograms request={request} />}
    </aside>
  );
}

function Wrong({ problems }: { problems: readonly PackageProblem[] }): JSX.Element {
  const trans = useTrans();
  return (
    <Section title={trans.__('Wrong in the package')}>
      <ul className="jp-ma-wrong">
        {problems.map(one => (
          <li key={one.file + one.field + one.message}>
            {one.file && one.field && (
              <span className="jp-ma-mono">{`${one.file} ${one.field}`}</span>
            )}
            <span>{modelWords(one.message, trans)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface IWhatComesProps {
  preview: ModelPreviewBody;
  request: ImportModelRequest;
}

function WhatComes({ preview, request }: IWhatComesProps): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  const config = preview.package;
  const called = `${request.model_name ?? ''} ${preview.model_version}`.trim();
  const title =
    preview.problems.length > 0
      ? trans.__('What is there')
      : trans.__('What will be imported: %1', called);
  const more = preview.file_count - preview.files.length;
  return (
    <>
      <Section title={title}>
        <KeyValue
          rows={[
            [trans.__('From'), <Mono key="from" text={preview.location} />],
            [trans.__('Framework'), config?.model_type],
            [trans.__('Engine'), preview.engine_id || null],
            [trans.__('Purpose'), config?.model_algorithm]
          ]}
        />
        {config && <Metrics metrics={config.metrics} />}
        <Unmet sentences={preview.unmet} />
        {preview.notes.map(note => (
          <p key={note} className="jp-ma-quiet">
            {modelWords(note, trans)}
          </p>
        ))}
      </Section>
      <Section
        title={trans._n(
          '%1 file, %2',
          '%1 files, %2',
          preview.file_count,
          format.bytes(preview.total_size)
        )}
      >
        <ul className="jp-ma-preview-files">
          {preview.files.map(file => (
            <li key={file.name}>
              <span className="jp-ma-mono">{file.name}</span>{' '}
              <span className="jp-ma-quiet">{format.bytes(file.size)}</span>
            </li>
          ))}
        </ul>
        {more > 0 && (
          <p className="jp-ma-quiet">{trans._n('and %1 more', 'and %1 more', more)}</p>
        )}
      </Section>
    </>
  );
}

function Mono({ text }: { text: string }): JSX.Element {
  return <span className="jp-ma-mono">{text}</span>;
}

function ImportPrograms({ request }: { request: ImportModelRequest }): JSX.Element {
  const { rest, trans } = useModelArts();
  return (
    <Programs
      programs={[
        {
          id: 'python',
          label: PYTHON,
          text: asPython(request, rest.settings.baseUrl),
          note: trans.__('JUPYTER_TOKEN is the token that the Jupyter server printed.')
        },
        { id: 'command', label: trans.__('Command line'), text: asCommand(request) }
      ]}
    />
  );
}
