import { addIcon, deleteIcon, stopIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import {
  ActionButton,
  ListRow,
  RelativeTime,
  RowActions,
  StatePill
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { deleteModel, newVersion, restoreModel, stopImport } from '../actions';
import { modelWords } from '../sentences';
import { isImporting, modelTitle, shareOf, sourceName, stateOf } from '../state';
import type { ModelBody } from '../types';

export interface IModelRowProps {
  model: ModelBody;
  onChange: () => void;
}

export function ModelRow({ model, onChange }: IModelRowProps): JSX.Element {
  const { pages, trans } = useModelArts();
  const format = useFormat();
  const share = shareOf(model);
  const words =
    modelWords(model.reason, trans) || (share === null ? '' : format.percent(share));
  const count = model.version_count - 1;
  const more = count > 0 ? ` ${trans._n('and %1 more', 'and %1 more', count)}` : '';
  return (
    <ListRow
      className="jp-ma-model-row"
      data-modelarts-model={model.model_id}
      data-modelarts-live={isImporting(model)}
      data-modelarts-deleted={model.delete_at !== null}
      aria-label={modelTitle(model)}
      name={model.model_name}
      aside={`${model.model_version}${more}`}
      words={words}
      description={model.description || model.model_algorithm}
      open={() => void pages.open('model', { id: model.model_id })}
    >
      <StatePill state={stateOf(model)} detail={words} />
      <span className="jp-ma-cell" title={model.model_type}>
        {model.engine_id}
      </span>
      <span className="jp-ma-cell">{format.bytes(model.model_size)}</span>
      <span className="jp-ma-cell" title={sourceName(model)}>
        <Source model={model} />
      </span>
      <span className="jp-ma-cell jp-ma-quiet">
        <RelativeTime at={model.create_at} />
      </span>
      <ModelButtons model={model} onChange={onChange} />
    </ListRow>
  );
}

function Source({ model }: { model: ModelBody }): JSX.Element {
  const { pages } = useModelArts();
  const { source_job_id: id } = model;
  if (!id) {
    return <>{model.source_location}</>;
  }
  return (
    <button
      className="jp-ma-link"
      onClick={() => void pages.open('training-job', { id })}
    >
      {sourceName(model)}
    </button>
  );
}

function ModelButtons({ model, onChange }: IModelRowProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  return (
    <RowActions
      isDeleted={model.delete_at !== null}
      restore={() => void restoreModel(context, model).then(onChange)}
    >
      <ActionButton
        iconOnly
        icon={addIcon}
        label={trans.__('New version…')}
        onClick={() => void newVersion(context, model)}
      />
      {isImporting(model) ? (
        <ActionButton
          iconOnly
          icon={stopIcon}
          label={trans.__('Stop')}
          onClick={() => void stopImport(context, model).then(onChange)}
        />
      ) : (
        <ActionButton
          iconOnly
          icon={deleteIcon}
          label={trans.__('Delete')}
          onClick={() => void deleteModel(context, model, onChange)}
        />
      )}
    </RowActions>
  );
}
