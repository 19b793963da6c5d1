import type { JSX } from 'react';

import { ErrorNotice, Loading } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat, useResource } from '../../core/hooks';
import { ModelsClient } from '../client';
import type { ModelFileBody, ModelTextBody } from '../types';

export interface IFileTextProps {
  modelId: string;
  file: ModelFileBody;
}

export function FileText({ modelId, file }: IFileTextProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const { data, error, refresh } = useResource(
    signal => new ModelsClient(rest).text(modelId, file.name, signal),
    [rest, modelId, file.name]
  );
  return (
    <section className="jp-ma-file-text" aria-label={file.name}>
      {Boolean(error) && (
        <ErrorNotice
          title={trans.__('The file could not be read.')}
          error={error}
          onRetry={refresh}
        />
      )}
      {data?.name === file.name ? <Text found={data} /> : !error && <Loading />}
    </section>
  );
}

function Text({ found }: { found: ModelTextBody }): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  if (found.text === null) {
    return (
      <p className="jp-ma-quiet">
        {trans.__('%1 is no text: download it to look at it.', found.name)}
      </p>
    );
  }
  return (
    <>
      <pre className="jp-ma-code" tabIndex={0}>
        {found.text}
      </pre>
      {found.truncated && (
        <p className="jp-ma-quiet">
          {trans.__(
            'Only the beginning is shown, of %1: download it to see the rest.',
            format.bytes(found.size)
          )}
        </p>
      )}
    </>
  );
}
