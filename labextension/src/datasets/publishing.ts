import type { TranslationBundle } from '@jupyterlab/translation';

import { asPythonPost, shellWord } from '../core/program';
import { versionNameError } from './rules';
import { nextVersionName } from './state';
import type { DatasetBody, PublishRequest } from './types';

const USUAL_PERCENT = '80';

/** What the form for a version holds. */
export interface IPublishDraft {
  name: string;
  description: string;
  isSplit: boolean;
  /** As typed. */
  percent: string;
  keepsHard: boolean;
}

export function publishDraft(dataset: DatasetBody): IPublishDraft {
  return {
    name: nextVersionName(dataset),
    description: '',
    isSplit: false,
    percent: USUAL_PERCENT,
    keepsHard: false
  };
}

/** What is wrong with the name. */
export function publishProblem(
  draft: IPublishDraft,
  trans: TranslationBundle
): string | null {
  return draft.name
    ? versionNameError(draft.name, trans)
    : trans.__('Give the version a name.');
}

/** What is wrong with the share for training. */
export function splitProblem(
  draft: IPublishDraft,
  trans: TranslationBundle
): string | null {
  const percent = Number(draft.percent);
  const isFine = percent > 0 && percent < 100;
  return draft.isSplit && !isFine ? trans.__('Write a number between 1 and 99.') : null;
}

/** The name that is offered is left to the server, which knows whether it is free still. */
export function publishRequest(
  draft: IPublishDraft,
  dataset: DatasetBody
): PublishRequest {
  return {
    version_name: draft.name === nextVersionName(dataset) ? null : draft.name,
    description: draft.description,
    train_evaluate_sample_ratio: draft.isSplit ? Number(draft.percent) / 100 : null,
    clear_hard_property: !draft.keepsHard
  };
}

export function publishPython(
  draft: IPublishDraft,
  dataset: DatasetBody,
  baseUrl: string
): string {
  return asPythonPost({
    name: 'version',
    url: `${baseUrl}modelarts/v2/default/datasets/${dataset.dataset_id}/versions`,
    body: publishRequest(draft, dataset),
    shown: 'answer.json()["version_id"]'
  });
}

/** As one command, which always clears the marks of hard examples. */
export function publishCommand(draft: IPublishDraft, dataset: DatasetBody): string {
  const body = publishRequest(draft, dataset);
  const ratio = body.train_evaluate_sample_ratio ?? null;
  return [
    `jupyter modelarts datasets publish ${shellWord(dataset.dataset_id)}`,
    ...(body.version_name ? [`--name ${shellWord(body.version_name)}`] : []),
    ...(draft.description ? [`--description ${shellWord(draft.description)}`] : []),
    ...(ratio === null ? [] : [`--train-ratio ${ratio}`]),
    '--wait'
  ].join(' \\\n  ');
}
