import { type LabIcon, notebookIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';

import { useModelArts } from '../../core/context';
import { datasetIcon, exampleIcon, jobIcon, serviceIcon } from '../../core/icons';
import type { IModelArtsContext } from '../../core/tokens';
import {
  DEPLOY,
  EXAMPLES,
  go,
  hasPlace,
  type IPlace,
  NEW_DATASET,
  NEW_JOB
} from '../places';
import { SUBMIT_NOTEBOOK } from '../../training/commandNames';
import type { StartBody } from '../types';
import {
  NEW_NOTEBOOK,
  type NotebookState,
  useNotebookState
} from '../useNotebookState';

export interface IStartsProps {
  starts: readonly StartBody[];
  /** What stands above them, where there are any. */
  title?: string;
}

interface IOffer {
  title: string;
  sentence: string;
  icon: LabIcon;
  begin: () => unknown;
}

/** What one can begin, as large buttons; only what this release has. */
export function Starts({ starts, title }: IStartsProps): JSX.Element | null {
  const context = useModelArts();
  const notebook = notebookOffer(useNotebookState(), context);
  const offers = [
    ...starts.flatMap(start => [
      ...offersOf(start, context),
      ...(start.kind === 'train' && notebook ? [notebook] : [])
    ]),
    ...examplesOffer(context)
  ];
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
            onClick={() => void offer.begin()}
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

interface IPlaceOffer extends Omit<IOffer, 'begin'> {
  place: IPlace;
}

function offerOf(start: StartBody, trans: TranslationBundle): IPlaceOffer {
  switch (start.kind) {
    case 'label':
      return labelOffer(start, trans);
    case 'train':
      return trainOffer(start, trans);
    case 'deploy':
      return deployOffer(start, trans);
  }
}

function offersOf(start: StartBody, context: IModelArtsContext): IOffer[] {
  const { place, ...offer } = offerOf(start, context.trans);
  return hasPlace(context, place)
    ? [{ ...offer, begin: () => go(context, place) }]
    : [];
}

function labelOffer(start: StartBody, trans: TranslationBundle): IPlaceOffer {
  const title = trans.__('Label images');
  if (!start.dataset_id) {
    const sentence = trans.__('Make a dataset from a folder of images');
    return { title, sentence, icon: datasetIcon, place: NEW_DATASET };
  }
  const place = { page: 'dataset', args: { id: start.dataset_id } };
  const sentence = trans.__('Go on with %1', start.dataset_name);
  return { title, sentence, icon: datasetIcon, place };
}

function deployOffer(start: StartBody, trans: TranslationBundle): IPlaceOffer {
  const title = trans.__('Deploy a model');
  if (!start.model_id) {
    const sentence = trans.__('Have a model answer at an address of this computer');
    return { title, sentence, icon: serviceIcon, place: DEPLOY };
  }
  const place = { page: DEPLOY.page, args: { model: start.model_id } };
  const sentence = trans.__('Have %1 answer', start.model_name);
  return { title, sentence, icon: serviceIcon, place };
}

function trainOffer(start: StartBody, trans: TranslationBundle): IPlaceOffer {
  const title = trans.__('Train a model');
  if (!start.dataset_id || !start.version_id) {
    const sentence = trans.__('Run a training script on a dataset or a folder');
    return { title, sentence, icon: jobIcon, place: NEW_JOB };
  }
  const args = { id: start.dataset_id, version: start.version_id };
  const sentence = trans.__('Run a training script on %1', start.dataset_name);
  return { title, sentence, icon: jobIcon, place: { page: NEW_JOB.page, args } };
}

function examplesOffer(context: IModelArtsContext): IOffer[] {
  const { trans } = context;
  const offer = {
    title: trans.__('Look at examples'),
    sentence: trans.__('Notebooks to copy, from a first model to a service'),
    icon: exampleIcon,
    begin: () => go(context, EXAMPLES)
  };
  return hasPlace(context, EXAMPLES) ? [offer] : [];
}

function notebookOffer(
  state: NotebookState,
  { commands, trans }: IModelArtsContext
): IOffer | null {
  switch (state) {
    case 'open':
      return {
        title: trans.__('Train this notebook'),
        sentence: trans.__('Submit the notebook that was open last as a training job'),
        icon: notebookIcon,
        begin: () => commands.execute(SUBMIT_NOTEBOOK)
      };
    case 'none':
      return {
        title: trans.__('Write a notebook'),
        sentence: trans.__('Try things out, then submit it as a training job'),
        icon: notebookIcon,
        begin: () => commands.execute(NEW_NOTEBOOK)
      };
    default:
      return null;
  }
}
