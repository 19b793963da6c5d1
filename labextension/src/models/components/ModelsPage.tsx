import { type JSX, useState } from 'react';

import {
  ActionButton,
  EmptyList,
  EmptyState,
  ListPage,
  PagedList
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { usePagedResource } from '../../core/hooks';
import { modelIcon } from '../../core/icons';
import { ModelsClient } from '../client';
import { type IModelFilter, NO_FILTER, queryOf } from '../filter';
import type { ModelBody } from '../types';
import { ModelFilters } from './ModelFilters';
import { ModelRow } from './ModelRow';
import { PackageHelp } from './PackageHelp';

const PAGE = 50;

/** All models: of each name the newest version, unless all are asked for. */
export default function ModelsPage(): JSX.Element {
  const { rest, pages, trans } = useModelArts();
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
    <ListPage
      title={trans.__('Models')}
      icon={modelIcon}
      count={models.total}
      createLabel={trans.__('Import a model')}
      create={() => void pages.open('import-model')}
    >
      <ModelFilters filter={filter} onChange={setFilter} />
      <PagedList
        list={models}
        failure={trans.__('The models could not be read.')}
        empty={<NoModels filter={filter} showAll={() => setFilter(NO_FILTER)} />}
        headClass="jp-ma-model-row"
        columns={[
          trans.__('Name'),
          trans.__('State'),
          trans.__('Engine'),
          trans.__('Size'),
          trans.__('From'),
          trans.__('Created')
        ]}
        label={trans.__('Models')}
        keyOf={model => model.model_id}
        render={model => <ModelRow model={model} onChange={models.refresh} />}
        rowHeight={53}
        scrollKey="models"
      />
    </ListPage>
  );
}

interface INoModelsProps {
  filter: IModelFilter;
  showAll: () => void;
}

function NoModels({ filter, showAll }: INoModelsProps): JSX.Element {
  const { pages, trans } = useModelArts();
  return (
    <EmptyList
      icon={modelIcon}
      filter={filter}
      trashSentence={trans.__('Deleted models stay here for 30 days.')}
      noneFits={trans.__('No model fits')}
      showAllLabel={trans.__('Show all models')}
      showAll={showAll}
    >
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
    </EmptyList>
  );
}
