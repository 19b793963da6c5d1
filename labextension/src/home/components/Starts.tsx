import type { LabIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';

import { useModelArts } from '../../core/context';
import { datasetIcon, jobIcon, serviceIcon } from '../../core/icons';
import { DEPLOY, go, hasPlace, type IPlace, NEW_DATASET, NEW_JOB } from '../places';
import type { StartBody } from '../types';

export interface IStartsProps {
  starts: readonly StartBody[];
  /** What stands above them, where there are any. */
  title?: string;
}

interface IOffer {
  title: string;
  sentence: string;
  icon: LabIcon;
  place: IPlace;
}

/** What one can begin, as large buttons; only what this release has. */
export function Starts({ starts, title }: IStartsProps): JSX.Element | null {
  const context = useModelArts();
  const offers = starts
    .map(start => offerOf(start, context.trans))
    .filter(offer => hasPlace(context, offer.place));
  if (offers.length === 0) {
    return null;
  }
  return (
    <>
      {title && <h3>{title}</h3>}
      <div className="jp-ma-starts">
        {offers.map(offer => (
          <button
            key={offer.title}
            type="button"
            className="jp-ma-start"
            onClick={() => void go(context, offer.place)}
          >
            <offer.icon.react tag="span" className="jp-ma-start-icon" />
            <span className="jp-ma-start-text">
              <strong>{offer.title}</strong>
              <span>{offer.sentence}</span>
            </span>
          </button>
        ))}
      </div>
    </>
  );
}

function offerOf(start: StartBody, trans: TranslationBundle): IOffer {
  switch (start.kind) {
    case 'label':
      return labelOffer(start, trans);
    case 'train':
      return trainOffer(start, trans);
    case 'deploy':
      return deployOffer(start, trans);
  }
}

function labelOffer(start: StartBody, trans: TranslationBundle): IOffer {
  const title = trans.__('Label images');
  if (!start.dataset_id) {
    const sentence = trans.__('Make a dataset from a folder of images');
    return { title, sentence, icon: datasetIcon, place: NEW_DATASET };
  }
  const place = { page: 'dataset', args: { id: start.dataset_id } };
  const sentence = trans.__('Go on with %1', start.dataset_name);
  return { title, sentence, icon: datasetIcon, place };
}

function deployOffer(start: StartBody, trans: TranslationBundle): IOffer {
  const title = trans.__('Deploy a model');
  if (!start.model_id) {
    const sentence = trans.__('Have a model answer at an address of this computer');
    return { title, sentence, icon: serviceIcon, place: DEPLOY };
  }
  const place = { page: DEPLOY.page, args: { model: start.model_id } };
  const sentence = trans.__('Have %1 answer', start.model_name);
  return { title, sentence, icon: serviceIcon, place };
}

function trainOffer(start: StartBody, trans: TranslationBundle): IOffer {
  const title = trans.__('Train a model');
  if (!start.dataset_id || !start.version_id) {
    const sentence = trans.__('Run a training script on a dataset or a folder');
    return { title, sentence, icon: jobIcon, place: NEW_JOB };
  }
  const args = { id: start.dataset_id, version: start.version_id };
  const sentence = trans.__('Run a training script on %1', start.dataset_name);
  return { title, sentence, icon: jobIcon, place: { page: NEW_JOB.page, args } };
}
