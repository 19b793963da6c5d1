import { closeIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';

import { ActionButton, ErrorNotice, ProgressBar } from '../../core/components';
import { useTrans } from '../../core/context';
import { useSignalValue } from '../../core/hooks';
import { type IRefused, MOST_BYTES, type Uploads } from './uploads';
import type { IActions } from './useActions';

const NAMED = 5;

/** What was done and can be undone, and what failed. */
export function Notices({ actions }: { actions: IActions }): JSX.Element {
  const trans = useTrans();
  const { notice, problem } = actions;
  return (
    <>
      {notice && (
        <div className="jp-ma-notice" role="status">
          <span>{notice.text}</span>
          {notice.canUndo && (
            <button type="button" className="jp-ma-link" onClick={actions.undo}>
              {trans.__('Undo')}
            </button>
          )}
          <Dismiss onClick={() => actions.tell(null)} />
        </div>
      )}
      {problem && (
        <div className="jp-ma-notice jp-mod-problem">
          <ErrorNotice title={problem.title} error={problem.error} />
          <Dismiss onClick={actions.dismiss} />
        </div>
      )}
    </>
  );
}

/** How far the images are that are being added, and which ones were refused. */
export function UploadNotice({ uploads }: { uploads: Uploads }): JSX.Element | null {
  const trans = useTrans();
  const progress = useSignalValue(uploads.changed, () => uploads.progress);
  const isBusy = useSignalValue(uploads.changed, () => uploads.isBusy);
  const error = useSignalValue(uploads.changed, () => uploads.error);
  if (isBusy && progress) {
    return (
      <ProgressBar
        label={trans.__('Adding images: %1 of %2', progress.done, progress.total)}
        share={progress.done / Math.max(1, progress.total)}
        onCancel={() => uploads.cancel()}
        cancelLabel={trans.__('Cancel')}
      />
    );
  }
  if (!progress && !error) {
    return null;
  }
  const { added = 0, refused = [] } = progress ?? {};
  return (
    <div className="jp-ma-notice" role="status">
      <div>
        {error !== null && (
          <ErrorNotice
            title={trans.__('The images could not be added.')}
            error={error}
          />
        )}
        {trans._n('%1 image added.', '%1 images added.', added)}
        {refused.length > 0 && (
          <>
            {' '}
            {trans._n('%1 was refused:', '%1 were refused:', refused.length)}
            <ul>
              {refused.slice(0, NAMED).map((one, at) => (
                <li key={at}>{`${one.name}: ${reasonOf(one, trans)}`}</li>
              ))}
              {refused.length > NAMED && (
                <li>{trans.__('and %1 more', refused.length - NAMED)}</li>
              )}
            </ul>
          </>
        )}
      </div>
      <Dismiss onClick={() => uploads.dismiss()} />
    </div>
  );
}

function Dismiss({ onClick }: { onClick: () => void }): JSX.Element {
  const trans = useTrans();
  return (
    <ActionButton
      iconOnly
      icon={closeIcon}
      label={trans.__('Dismiss')}
      onClick={onClick}
    />
  );
}

function reasonOf({ reason }: IRefused, trans: TranslationBundle): string {
  if (reason === 'no-image') {
    return trans.__('No image file: jpg, jpeg, png and bmp can be added.');
  }
  if (reason === 'too-large') {
    const most = MOST_BYTES / 2 ** 20;
    return trans.__(
      'Larger than %1 MB. Copy it into the input location of the dataset, then synchronize.',
      most
    );
  }
  return reason.sentence;
}
