import { addIcon, deleteIcon, stopIcon, undoIcon } from '@jupyterlab/ui-components';
import type { JSX, KeyboardEvent } from 'react';

import { ActionButton, RelativeTime, StatePill } from '../../core/components';
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
  const open = (): void => void pages.open('model', { id: model.model_id });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target === event.currentTarget) {
      open();
    }
  };
  const share = shareOf(model);
  const words =
    modelWords(model.reason, trans) || (share === null ? '' : format.percent(share));
  const more = model.version_count - 1;
  return (
    <div
      className="jp-ma-row jp-ma-model-row"
      data-modelarts-model={model.model_id}
      data-modelarts-live={isImporting(model)}
      data-modelarts-deleted={model.delete_at !== null}
      tabIndex={0}
      aria-label={modelTitle(model)}
      onDoubleClick={open}
      onKeyDown={onKeyDown}
    >
      <span className="jp-ma-job-name">
        <button className="jp-ma-link" onClick={open}>
          {model.model_name}
        </button>{' '}
        <span className="jp-ma-quiet">
          {model.model_version}
          {more > 0 && ` ${trans._n('and %1 more', 'and %1 more', more)}`}
        </span>
        <span className="jp-ma-job-words jp-ma-quiet" title={words}>
          {words || model.description || model.model_algorithm}
        </span>
      </span>
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
      <RowActions model={model} onChange={onChange} />
    </div>
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

function RowActions({ model, onChange }: IModelRowProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  if (model.delete_at !== null) {
    return (
      <span className="jp-ma-row-actions">
        <ActionButton
          iconOnly
          icon={undoIcon}
          label={trans.__('Restore')}
          onClick={() => void restoreModel(context, model).then(onChange)}
        />
      </span>
    );
  }
  return (
    <span className="jp-ma-row-actions">
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
    </span>
  );
}
