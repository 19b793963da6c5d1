import { type JSX, useState } from 'react';

import { ErrorNotice, Loading, Page } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useKeeper } from '../../core/hooks';
import { modelIcon } from '../../core/icons';
import type { IPageProps } from '../../core/tokens';
import { draftOf, type IDraft, type ImportArgs, keptDraft } from '../draft';
import { useImportChoices } from '../useImportChoices';
import { ImportForm } from './ImportForm';

/** A model from a job's output or from a folder. */
export default function ImportPage(props: IPageProps<ImportArgs>): JSX.Element {
  const { pages, trans } = useModelArts();
  const { args, setArgs, close } = props;
  const [initial] = useState(() => keptDraft(args.draft) ?? draftOf(args));
  const { data: choices, error, refresh } = useImportChoices(initial.job);
  const keep = useKeeper<IDraft>(draft => setArgs({ draft }));
  const imported = (id: string): void => {
    close();
    void pages.open('model', { id });
  };
  return (
    <Page
      title={trans.__('Import a model')}
      icon={modelIcon}
      subtitle={trans.__(
        'Its files are copied: what happens to the source later does not change the model.'
      )}
    >
      {Boolean(error) && !choices && (
        <ErrorNotice
          title={trans.__('The form could not be made ready.')}
          error={error}
          onRetry={refresh}
        />
      )}
      {!choices && !error && <Loading />}
      {choices && (
        <ImportForm
          initial={initial}
          choices={choices}
          onDraft={keep}
          onImported={imported}
        />
      )}
    </Page>
  );
}
