import { addIcon, deleteIcon, undoIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton, PointActions } from '../../core/components';
import { useModelArts } from '../../core/context';
import { deleteModel, newVersion, restoreModel } from '../actions';
import { isImporting } from '../state';
import { MODEL } from '../tokens';
import type { ModelDetailBody } from '../types';

export interface IModelActionsProps {
  model: ModelDetailBody;
  refresh: () => void;
  close: () => void;
}

export function ModelActions(props: IModelActionsProps): JSX.Element {
  const { model, refresh, close } = props;
  const context = useModelArts();
  const { trans } = context;
  if (model.delete_at !== null) {
    return (
      <>
        <span className="jp-ma-quiet">{trans.__('In the trash')}</span>
        <ActionButton
          look="accept"
          icon={undoIcon}
          label={trans.__('Restore')}
          onClick={() => void restoreModel(context, model).then(refresh)}
        />
      </>
    );
  }
  return (
    <>
      <PointActions point={MODEL} resource={model} />
      <ActionButton
        icon={addIcon}
        label={trans.__('New version…')}
        onClick={() => void newVersion(context, model)}
      />
      {!isImporting(model) && (
        <ActionButton
          icon={deleteIcon}
          label={trans.__('Delete')}
          onClick={() => void deleteModel(context, model, close)}
        />
      )}
    </>
  );
}
