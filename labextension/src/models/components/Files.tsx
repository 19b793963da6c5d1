import { downloadIcon } from '@jupyterlab/ui-components';
import { type JSX, useState } from 'react';

import { EmptyState, VirtualList } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { modelIcon } from '../../core/icons';
import { ObsClient } from '../../obs/client';
import type { ModelDetailBody, ModelFileBody } from '../types';
import { FileText } from './FileText';

const MOST_AT_ONCE = 64 * 1024 * 1024;
const FIRST = 'config.json';

/** The files of a version, and the text of one of them: shown, never run. */
export function Files({ model }: { model: ModelDetailBody }): JSX.Element {
  const { trans } = useModelArts();
  const [shown, setShown] = useState<string | null>(null);
  const { files } = model;
  if (files.length === 0) {
    return (
      <EmptyState
        icon={modelIcon}
        title={trans.__('No files')}
        sentence={trans.__('They are here once the package has been imported.')}
      />
    );
  }
  const first = files.find(one => one.name === FIRST)?.name ?? files[0].name;
  const current = files.find(one => one.name === (shown ?? first));
  return (
    <div className="jp-ma-files">
      <VirtualList
        label={trans.__('Files')}
        items={files}
        keyOf={file => file.name}
        rowHeight={30}
        render={file => (
          <File
            file={file}
            isShown={file === current}
            onShow={() => setShown(file.name)}
          />
        )}
      />
      {current && <FileText modelId={model.model_id} file={current} />}
    </div>
  );
}

interface IFileProps {
  file: ModelFileBody;
  isShown: boolean;
  onShow: () => void;
}

function File({ file, isShown, onShow }: IFileProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const format = useFormat();
  return (
    <div className="jp-ma-file" aria-current={isShown || undefined}>
      <button className="jp-ma-link jp-ma-cell" title={file.name} onClick={onShow}>
        {file.name}
      </button>
      <span className="jp-ma-quiet" title={trans.__('SHA-256 %1', file.sha256)}>
        {format.bytes(file.size)}
      </span>
      {file.size <= MOST_AT_ONCE && (
        <a
          className="jp-ma-file-download"
          href={new ObsClient(rest).contentUrl(file.url)}
          download={file.name.split('/').pop()}
          title={trans.__('Download')}
          aria-label={trans.__('Download %1', file.name)}
        >
          <downloadIcon.react tag="span" className="jp-ma-button-icon" />
        </a>
      )}
    </div>
  );
}
