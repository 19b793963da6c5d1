import { addIcon } from '@jupyterlab/ui-components';
import { type JSX, useState } from 'react';

import {
  ActionButton,
  EmptyState,
  ErrorNotice,
  Loading,
  Page,
  VirtualList
} from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { type IPagedResource, useFormat, usePagedResource } from '../../core/hooks';
import { modelIcon } from '../../core/icons';
import { ModelsClient } from '../client';
import { type IModelFilter, isFiltering, NO_FILTER, queryOf } from '../filter';
import type { ModelBody } from '../types';
import { ModelFilters } from './ModelFilters';
import { ModelRow } from './ModelRow';
import { PackageHelp } from './PackageHelp';

const PAGE = 50;

/** All models: of each name the newest version, unless all are asked for. */
export default function ModelsPage(): JSX.Element {
  const { rest, pages, trans } = useModelArts();
  const format = useFormat();
  const [filter, setFilter] = useState<IModelFilter>(NO_FILTER);
  const models = usePagedResource<ModelBody>(
    async (marker, signal) => {
      const wanted = { ...queryOf(filter), limit: PAGE, marker };
      const found = await new ModelsClient(rest).list(wanted, signal);
      return { items: found.models, nextMarker: found.next_marker, total: found.count };
    },
    [rest, filter],
    { topics: ['models'] }
  );
  return (
    <Page
      fill
      title={trans.__('Models')}
      icon={modelIcon}
      subtitle={
        models.total === null ? null : trans.__('%1 shown', format.count(models.total))
      }
      actions={
        <ActionButton
          look="accept"
          icon={addIcon}
          label={trans.__('Import a model')}
          onClick={() => void pages.open('import-model')}
        />
      }
    >
      <ModelFilters filter={filter} onChange={setFilter} />
      <Models models={models} filter={filter} clear={() => setFilter(NO_FILTER)} />
    </Page>
  );
}

interface IModelsProps {
  models: IPagedResource<ModelBody>;
  filter: IModelFilter;
  clear: () => void;
}

function Models({ models, filter, clear }: IModelsProps): JSX.Element {
  const trans = useTrans();
  if (models.error) {
    const title = trans.__('The models could not be read.');
    return <ErrorNotice title={title} error={models.error} onRetry={models.refresh} />;
  }
  if (models.items.length === 0) {
    return models.loading ? <Loading /> : <NoModels filter={filter} clear={clear} />;
  }
  return (
    <div className="jp-ma-list">
      <div className="jp-ma-row jp-ma-model-row jp-ma-row-head" aria-hidden="true">
        <span>{trans.__('Name')}</span>
        <span>{trans.__('State')}</span>
        <span>{trans.__('Engine')}</span>
        <span>{trans.__('Size')}</span>
        <span>{trans.__('From')}</span>
        <span>{trans.__('Created')}</span>
        <span />
      </div>
      <VirtualList
        label={trans.__('Models')}
        items={models.items}
        keyOf={model => model.model_id}
        render={model => <ModelRow model={model} onChange={models.refresh} />}
        rowHeight={53}
        onEnd={models.loadMore}
        scrollKey="models"
      />
    </div>
  );
}

function NoModels({ filter, clear }: Omit<IModelsProps, 'models'>): JSX.Element {
  const { pages, trans } = useModelArts();
  if (filter.state === 'trash') {
    return (
      <EmptyState
        icon={modelIcon}
        title={trans.__('The trash is empty')}
        sentence={trans.__('Deleted models stay here for 30 days.')}
      />
    );
  }
  if (isFiltering(filter)) {
    return (
      <EmptyState
        icon={modelIcon}
        title={trans.__('No model fits')}
        sentence={trans.__('Search for another name, or show all states.')}
      >
        <ActionButton label={trans.__('Show all models')} onClick={clear} />
      </EmptyState>
    );
  }
  return (
    <div className="jp-ma-scrolling">
      <EmptyState
        icon={modelIcon}
        title={trans.__('No models yet')}
        sentence={trans.__(
          'A model is a copy of what a training job wrote, or of a folder, that nothing changes any more: it can be deployed as a service.'
        )}
      >
        <ActionButton
          look="accept"
          label={trans.__('Import from a training job')}
          onClick={() => void pages.open('import-model', { kind: 'job' })}
        />
        <ActionButton
          label={trans.__('Import from a folder')}
          onClick={() => void pages.open('import-model', { kind: 'folder' })}
        />
      </EmptyState>
      <PackageHelp />
    </div>
  );
}
