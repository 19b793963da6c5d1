import { addIcon, deleteIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton, HeadActions, PointActions } from '../../core/components';
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
  return (
    <HeadActions
      isDeleted={model.delete_at !== null}
      restore={() => void restoreModel(context, model).then(refresh)}
    >
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
    </HeadActions>
  );
}
