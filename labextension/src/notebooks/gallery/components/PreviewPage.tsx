import type { JSX } from 'react';

import { ActionButton, ErrorNotice, Loading, Page } from '../../../core/components';
import { useModelArts } from '../../../core/context';
import { useResource, useTitle } from '../../../core/hooks';
import { exampleIcon } from '../../../core/icons';
import type { IPageProps } from '../../../core/tokens';
import { GalleryClient } from '../client';
import { copyExample } from '../copying';
import type { IGalleryHost } from '../host';
import { wordsOf } from '../words';
import { NotebookView } from './NotebookView';

export type PreviewArgs = { gallery: string; path: string };

export type IPreviewPageProps = IPageProps<PreviewArgs> & { host: IGalleryHost };

/** An example to look at: nothing in it runs. */
export function PreviewPage(props: IPreviewPageProps): JSX.Element {
  const context = useModelArts();
  const { rest, trans, language } = context;
  const { gallery, path } = props.args;
  const { data, error, refresh } = useResource(
    signal => new GalleryClient(rest).preview({ gallery_id: gallery, path }, signal),
    [rest, gallery, path]
  );
  const title = data ? wordsOf(data.example, language).title : '';
  const { host } = props;
  useTitle(props, title);
  if (!data) {
    return error ? (
      <ErrorNotice
        title={trans.__('The example could not be read.')}
        error={error}
        onRetry={refresh}
      />
    ) : (
      <Loading />
    );
  }
  return (
    <Page
      title={title}
      icon={exampleIcon}
      subtitle={trans.__('Preview of %1: nothing in it runs.', data.example.file_name)}
      actions={
        <ActionButton
          look="accept"
          label={trans.__('Use')}
          onClick={() => void copyExample(context, host, data.example)}
        />
      }
    >
      <NotebookView preview={data} host={host} />
      {data.left_out > 0 && (
        <p className="jp-ma-quiet">
          {trans.__(
            '%1 outputs or pictures are too large to be shown here.',
            data.left_out
          )}
        </p>
      )}
    </Page>
  );
}
