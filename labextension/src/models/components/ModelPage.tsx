import type { JSX } from 'react';

import {
  ErrorNotice,
  Loading,
  Page,
  ProgressBar,
  StatePill
} from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { useFormat, useResource, useTitle } from '../../core/hooks';
import { modelIcon } from '../../core/icons';
import type { IPageProps } from '../../core/tokens';
import { ModelsClient } from '../client';
import { stopImport } from '../actions';
import { modelWords } from '../sentences';
import { isImporting, modelTitle, shareOf, stateOf, URN } from '../state';
import type { ModelBody, ModelDetailBody } from '../types';
import { ModelActions } from './ModelActions';
import { ModelTabs } from './ModelTabs';
import { Versions } from './Versions';

export type ModelArgs = { id: string; tab?: string };

/** One version of a model. */
export default function ModelPage(props: IPageProps<ModelArgs>): JSX.Element {
  const { rest, trans } = useModelArts();
  const { id } = props.args;
  const {
    data: model,
    error,
    refresh
  } = useResource(signal => new ModelsClient(rest).get(id, signal), [rest, id], {
    topics: ['models'],
    urn: URN + id
  });
  const title = model ? modelTitle(model) : '';
  useTitle(props, title);
  if (!model || model.model_id !== id) {
    return error ? (
      <ErrorNotice
        title={trans.__('The model could not be read.')}
        error={error}
        onRetry={refresh}
      />
    ) : (
      <Loading />
    );
  }
  return <Model model={model} page={props} refresh={refresh} />;
}

interface IModelProps {
  model: ModelDetailBody;
  page: IPageProps<ModelArgs>;
  refresh: () => void;
}

function Model({ model, page, refresh }: IModelProps): JSX.Element {
  const versions = useVersions(model);
  return (
    <Page
      fill
      title={modelTitle(model)}
      icon={modelIcon}
      state={<StatePill state={stateOf(model)} detail={model.reason} />}
      subtitle={model.description}
      actions={<ModelActions model={model} refresh={refresh} close={page.close} />}
    >
      <div className="jp-ma-job">
        {versions.length > 1 && (
          <Versions
            versions={versions}
            current={model.model_id}
            onSelect={id => page.setArgs({ id })}
          />
        )}
        <div className="jp-ma-job-main">
          {isImporting(model) && <Importing model={model} />}
          {model.model_status === 'failed' && <Failed model={model} />}
          <ModelTabs
            model={model}
            selected={page.args.tab}
            onSelect={tab => page.setArgs({ tab })}
          />
        </div>
      </div>
    </Page>
  );
}

function Importing({ model }: { model: ModelDetailBody }): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  const format = useFormat();
  const { done, total } = model.progress ?? { done: 0, total: 0 };
  const label =
    modelWords(model.reason, trans) ||
    trans.__('Copying the package, %1 of %2', format.bytes(done), format.bytes(total));
  return (
    <ProgressBar
      label={label}
      share={shareOf(model)}
      cancelLabel={trans.__('Stop')}
      onCancel={() => void stopImport(context, model)}
    />
  );
}

function Failed({ model }: { model: ModelDetailBody }): JSX.Element {
  const trans = useTrans();
  return (
    <ErrorNotice
      title={trans.__('The package was not imported.')}
      error={new Error(modelWords(model.reason, trans))}
      advice={trans.__(
        'Mend what it says and import again: the version number is free for that. The tab Log has more.'
      )}
    />
  );
}

const NONE: readonly ModelBody[] = [];

/** The versions of the name, read again when one of them changes. */
function useVersions(model: ModelDetailBody): readonly ModelBody[] {
  const { rest } = useModelArts();
  const { model_id: id, model_name: name } = model;
  const { data } = useResource(
    async signal => (await new ModelsClient(rest).versions(id, signal)).models,
    [rest, name],
    { topics: ['models'] }
  );
  return data ?? NONE;
}
