import { type JSX, useMemo } from 'react';

import { ErrorNotice, Loading, Page } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useKeeper, useTitle } from '../../core/hooks';
import { jobIcon } from '../../core/icons';
import type { IPageProps } from '../../core/tokens';
import { draftOf, draftOfJob, type IDraft, keptDraft, type NewJobArgs } from '../draft';
import { jobTitle } from '../state';
import { type IJobChoices, useJobChoices } from '../useJobChoices';
import { JobForm } from './form/JobForm';

/** A new job, or with `parent` the next version of one. */
export default function NewJobPage(props: IPageProps<NewJobArgs>): JSX.Element {
  const { pages, trans } = useModelArts();
  const { args, close } = props;
  const { data: choices, error, refresh } = useJobChoices(args.parent);
  const keep = useKeeper<IDraft>(draft => props.setArgs({ draft }));
  const parent = choices?.parent ?? null;
  const title = parent
    ? trans.__('Run %1 again', jobTitle(parent))
    : trans.__('New training job');
  useTitle(props, title);
  const initial = useInitial(args, choices);
  const created = (id: string): void => {
    close();
    void pages.open('training-job', { id, tab: 'log' });
  };
  return (
    <Page
      title={title}
      icon={jobIcon}
      subtitle={
        parent &&
        trans.__(
          'All values are those of %1: what you change is marked.',
          parent.metadata.version
        )
      }
    >
      {Boolean(error) && !choices && (
        <ErrorNotice
          title={trans.__('The form could not be made ready.')}
          error={error}
          onRetry={refresh}
        />
      )}
      {!choices && !error && <Loading />}
      {choices && initial && (
        <JobForm
          initial={initial}
          choices={choices}
          onDraft={keep}
          onCreated={created}
        />
      )}
    </Page>
  );
}

/** The form as it was left, or else for what the page was opened with; made once. */
function useInitial(args: NewJobArgs, choices: IJobChoices | null): IDraft | null {
  const isReady = choices !== null;
  return useMemo(() => {
    if (!choices) {
      return null;
    }
    const kept = keptDraft(args.draft);
    if (kept) {
      return kept;
    }
    if (choices.parent) {
      return draftOfJob(choices.parent, choices.rules);
    }
    return withDefaults(draftOf(args, new Date()), choices);
    // What changes later is in the form, not here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isReady]);
}

function withDefaults(
  draft: IDraft,
  { engines, flavors, datasets }: IJobChoices
): IDraft {
  const engine =
    engines.find(one => one.engine_id === draft.engine) ??
    engines.find(one => one.state === 'ready') ??
    engines[0];
  const flavor = flavors.find(one => one.fits) ?? flavors[0];
  const published = datasets.filter(one => one.dataset_version_count > 0);
  const only = published.length === 1 ? published[0].dataset_id : '';
  return {
    ...draft,
    engine: engine?.engine_id ?? '',
    flavor: flavor?.flavor_id ?? '',
    inputs: draft.inputs.map(row => ({ ...row, dataset: row.dataset || only }))
  };
}
