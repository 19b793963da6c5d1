import { type JSX, useMemo } from 'react';

import { EmptyState, ErrorNotice, Loading, Page } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useKeeper, useTitle } from '../../core/hooks';
import { modelIcon, serviceIcon } from '../../core/icons';
import type { IPageProps } from '../../core/tokens';
import { draftOf, type IDeployDraft, newVersion } from '../deployDraft';
import { type IDeployChoices, useDeployChoices } from '../useDeployChoices';
import { DeployForm } from './DeployForm';

export type DeployArgs = { model?: string; service?: string; draft?: string };

/** A model to deploy, or with `service` another configuration for one. */
export default function DeployPage(props: IPageProps<DeployArgs>): JSX.Element {
  const { pages, trans } = useModelArts();
  const { args, setArgs, close } = props;
  const { data: choices, error, refresh } = useDeployChoices(args.service);
  const keep = useKeeper<IDeployDraft>(draft => setArgs({ draft }));
  const service = choices?.service ?? null;
  const title = service
    ? trans.__('Update %1', service.service_name)
    : trans.__('Deploy a model');
  useTitle(props, title);
  const initial = useInitial(args, choices);
  const done = (id: string): void => {
    close();
    void pages.open('service', { id });
  };
  return (
    <Page
      title={title}
      icon={serviceIcon}
      subtitle={
        service &&
        trans.__(
          'What answers now goes on until the new configuration does: no call fails.'
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
      {choices && choices.models.length === 0 && (
        <EmptyState
          icon={modelIcon}
          title={trans.__('There is no model to deploy')}
          sentence={trans.__(
            'Import one first: from the page of a training job that has succeeded, or from a folder of the object store.'
          )}
        />
      )}
      {choices && initial && choices.models.length > 0 && (
        <DeployForm initial={initial} choices={choices} onDraft={keep} onDone={done} />
      )}
    </Page>
  );
}

/** The form as it was left, or else for what the page was opened with; made once. */
function useInitial(
  args: DeployArgs,
  choices: IDeployChoices | null
): IDeployDraft | null {
  const isReady = choices !== null;
  return useMemo(() => {
    if (!choices) {
      return null;
    }
    if (args.draft) {
      return JSON.parse(args.draft) as IDeployDraft;
    }
    if (choices.service) {
      return draftOf(choices.service);
    }
    const { models, specifications } = choices;
    const model = args.model ?? models[0]?.model_id ?? '';
    const size = specifications.find(one => one.is_default) ?? specifications[0];
    return {
      name: '',
      description: '',
      versions: [newVersion(model, size?.specification ?? '')],
      stopAfter: 0
    };
    // What changes later is in the form, not here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isReady]);
}
