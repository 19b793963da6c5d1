import type { TranslationBundle } from '@jupyterlab/translation';

import { serverWords } from '../compute/sentences';
import { stateWord } from '../core/components';
import type { Formatter } from '../core/format';
import {
  datasetIcon,
  engineIcon,
  jobIcon,
  modelIcon,
  serviceIcon
} from '../core/icons';
import type { DatasetBody, DatasetListAnswer } from '../datasets/types';
import type { EngineBody, EngineListBody } from '../engines/types';
import { modelWords } from '../models/sentences';
import { stateOf } from '../models/state';
import type { ModelBody, ModelListBody } from '../models/types';
import type { ServiceBody, ServiceListBody } from '../services/types';
import { reasonOf } from '../services/words';
import type { TrainingJobBody, TrainingJobListBody } from '../training/types';
import { jobMenu, modelMenu, serviceMenu } from './menus';
import { DATASETS, ENGINES, JOBS, MODELS, SERVICES } from './places';
import type { ITreeNode } from './tree';

/** How texts and numbers are written. */
export interface IWords {
  trans: TranslationBundle;
  format: Formatter;
}

export function datasetsBranch(
  answer: DatasetListAnswer | null,
  words: IWords
): ITreeNode {
  const { trans, format } = words;
  const shown = answer?.datasets ?? [];
  return {
    id: 'datasets',
    label: trans.__('Datasets'),
    icon: datasetIcon,
    place: DATASETS,
    menu: 'datasets',
    detail: answer ? format.count(answer.total_number) : undefined,
    children: [
      ...shown.map(dataset => datasetNode(dataset, words)),
      ...theRest(answer?.total_number ?? 0, shown.length, 'datasets', DATASETS, words)
    ]
  };
}

export function jobsBranch(
  answer: TrainingJobListBody | null,
  words: IWords
): ITreeNode {
  const { trans, format } = words;
  const shown = answer?.items ?? [];
  return {
    id: 'jobs',
    label: trans.__('Training jobs'),
    icon: jobIcon,
    place: JOBS,
    menu: 'jobs',
    detail: answer ? format.count(answer.count) : undefined,
    children: [
      ...shown.map(job => jobNode(job, words)),
      ...theRest(answer?.count ?? 0, shown.length, 'jobs', JOBS, words)
    ]
  };
}

export function modelsBranch(answer: ModelListBody | null, words: IWords): ITreeNode {
  const { trans, format } = words;
  const shown = answer?.models ?? [];
  return {
    id: 'models',
    label: trans.__('Models'),
    icon: modelIcon,
    place: MODELS,
    menu: 'models',
    detail: answer ? format.count(answer.count) : undefined,
    children: [
      ...shown.map(model => modelNode(model, words)),
      ...theRest(answer?.count ?? 0, shown.length, 'models', MODELS, words)
    ]
  };
}

export function servicesBranch(
  answer: ServiceListBody | null,
  words: IWords
): ITreeNode {
  const { trans, format } = words;
  const shown = answer?.services ?? [];
  return {
    id: 'services',
    label: trans.__('Services'),
    icon: serviceIcon,
    place: SERVICES,
    menu: 'services',
    detail: answer ? format.count(answer.total_count) : undefined,
    children: [
      ...shown.map(service => serviceNode(service, words)),
      ...theRest(answer?.total_count ?? 0, shown.length, 'services', SERVICES, words)
    ]
  };
}

export function enginesBranch(answer: EngineListBody | null, words: IWords): ITreeNode {
  const { trans, format } = words;
  return {
    id: 'engines',
    label: trans.__('Engines'),
    icon: engineIcon,
    place: ENGINES,
    menu: 'engines',
    detail: answer ? format.count(answer.total_count) : undefined,
    children: (answer?.engines ?? []).map(engine => engineNode(engine, words))
  };
}

function datasetNode(dataset: DatasetBody, { trans, format }: IWords): ITreeNode {
  const { total_sample_count: total, annotated_sample_count: labeled } = dataset;
  return {
    id: `dataset:${dataset.dataset_id}`,
    label: dataset.dataset_name,
    icon: datasetIcon,
    place: { page: 'dataset', args: { id: dataset.dataset_id } },
    menu: 'dataset',
    detail: `${format.count(labeled)} / ${format.count(total)}`,
    title: trans.__(
      '%1: %2 of %3 images are labeled',
      dataset.dataset_name,
      format.count(labeled),
      format.count(total)
    )
  };
}

function jobNode(job: TrainingJobBody, { trans, format }: IWords): ITreeNode {
  const { id, name, version, create_time } = job.metadata;
  const { state, reason } = job.status;
  const told = `${name} ${version}: ${stateWord(state, trans)}`;
  const why = serverWords(reason, trans);
  return {
    id: `job:${id}`,
    label: name,
    icon: jobIcon,
    place: { page: 'training-job', args: { id } },
    menu: jobMenu(state),
    detail: version,
    state,
    title: [told, why, format.relative(create_time)].filter(Boolean).join('\n')
  };
}

function modelNode(model: ModelBody, { trans, format }: IWords): ITreeNode {
  const { model_id: id, model_name: name, model_version: version, reason } = model;
  const state = stateOf(model);
  const told = `${name} ${version}: ${stateWord(state, trans)}`;
  return {
    id: `model:${id}`,
    label: name,
    icon: modelIcon,
    place: { page: 'model', args: { id } },
    menu: modelMenu(state),
    detail: version,
    state: state === 'ready' ? undefined : state,
    title: [told, modelWords(reason, trans), format.relative(model.create_at)]
      .filter(Boolean)
      .join('\n')
  };
}

function serviceNode(service: ServiceBody, words: IWords): ITreeNode {
  const { service_id: id, service_name: name, status } = service;
  const { trans, format } = words;
  const told = `${name}: ${stateWord(status, trans)}`;
  const reason = reasonOf(service, trans);
  return {
    id: `service:${id}`,
    label: name,
    icon: serviceIcon,
    place: { page: 'service', args: { id } },
    menu: serviceMenu(status),
    detail: service.config[0]?.model_version,
    state: status,
    title: [told, reason, format.relative(service.publish_at)]
      .filter(Boolean)
      .join('\n')
  };
}

function engineNode(engine: EngineBody, { trans }: IWords): ITreeNode {
  const { engine_id: id, state, reason } = engine;
  const word = stateWord(state, trans);
  const isShownAsIcon = state === 'building' || state === 'failed';
  return {
    id: `engine:${id}`,
    label: id,
    icon: engineIcon,
    place: { page: 'engine', args: { id } },
    menu: 'engine',
    detail: isShownAsIcon ? undefined : word,
    state: isShownAsIcon ? state : undefined,
    title: [`${id}: ${word}`, reason].filter(Boolean).join('\n')
  };
}

const REST_ICONS = {
  datasets: datasetIcon,
  jobs: jobIcon,
  models: modelIcon,
  services: serviceIcon
};

/** The way to what the sidebar does not show of a long list. */
function theRest(
  total: number,
  shown: number,
  menu: keyof typeof REST_ICONS,
  place: ITreeNode['place'],
  { trans, format }: IWords
): ITreeNode[] {
  if (total <= shown) {
    return [];
  }
  const label = trans.__('All %1…', format.count(total));
  return [{ id: `${menu}:all`, label, icon: REST_ICONS[menu], place, menu }];
}
