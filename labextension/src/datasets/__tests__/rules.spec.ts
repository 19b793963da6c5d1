import { nullTranslator } from '@jupyterlab/translation';

import { DOMAIN } from '../../core/names';
import { ResponseError } from '../../core/request';
import { importCommand, importDraft, importProblem, importRequest } from '../importing';
import { placedAt } from '../placing';
import {
  publishCommand,
  publishDraft,
  publishProblem,
  publishRequest,
  splitProblem
} from '../publishing';
import {
  datasetNameError,
  labelNameError,
  locationError,
  versionNameError
} from '../rules';
import {
  labeledShare,
  manifestOf,
  nextVersionName,
  taskShare,
  taskState,
  workOf
} from '../state';
import { datasetBody, taskBody } from './bodies';

const trans = nullTranslator.load(DOMAIN);
const dataset = datasetBody();

it('knows names as the server does', () => {
  expect(datasetNameError('猫-cat_1', trans)).toBeNull();
  expect(datasetNameError('a.b', trans)).toMatch('Chinese');
  expect(labelNameError('x'.repeat(33), trans)).toBe('At most 32 characters.');
  expect(versionNameError('版本', trans)).toMatch('hyphens only');
  expect(versionNameError('V001', trans)).toBeNull();
});

it.each(['obs://abc/', 's3://abc/d e/ü', '/abc/d'])('takes %s as a place', place => {
  expect(locationError(place, trans)).toBeNull();
});

it.each(['//abc/d', 'http://abc/', 'obs://A/', 'abc/d', 'obs://'])(
  'does not take %s as a place',
  place => {
    expect(locationError(place, trans)).not.toBeNull();
  }
);

it('leaves the offered name of a version to the server', () => {
  const draft = publishDraft(dataset);
  expect(draft.name).toBe('V002');
  expect(publishRequest(draft, dataset)).toMatchObject({
    version_name: null,
    train_evaluate_sample_ratio: null,
    clear_hard_property: true
  });
  expect(publishRequest({ ...draft, name: 'best' }, dataset).version_name).toBe('best');
  expect(publishProblem({ ...draft, name: '' }, trans)).not.toBeNull();
});

it('splits only by a share between 1 and 99 percent', () => {
  const split = { ...publishDraft(dataset), isSplit: true };
  expect(publishRequest(split, dataset).train_evaluate_sample_ratio).toBe(0.8);
  expect(publishCommand(split, dataset)).toContain('--train-ratio 0.8');
  expect(splitProblem(split, trans)).toBeNull();
  for (const percent of ['', '0', '100', 'x', '-3']) {
    expect(splitProblem({ ...split, percent }, trans)).not.toBeNull();
    expect(splitProblem({ ...split, percent, isSplit: false }, trans)).toBeNull();
  }
});

it('asks for hard examples only from a manifest', () => {
  const draft = { ...importDraft(dataset), hardOnly: true };
  expect(importRequest(draft)).toMatchObject({
    import_type: 'dir',
    difficult_only: false
  });
  expect(importProblem(draft, trans)).toBeNull();
  const manifest = { ...draft, isManifest: true };
  expect(importProblem(manifest, trans)).toMatch('.manifest');
  const file = { ...manifest, path: 'obs://modelarts/a.manifest' };
  expect(importProblem(file, trans)).toBeNull();
  expect(importRequest(file)).toMatchObject({
    import_type: 'manifest',
    difficult_only: true
  });
  expect(importCommand(file, dataset)).toContain('--manifest');
  expect(importCommand({ ...file, withLabels: false }, dataset)).toBeNull();
});

it('shows a refusal that names no field where it belongs', () => {
  const taken = new ResponseError(409, 'ModelArts.0409', 'There is one already.');
  expect(placedAt(taken, 'dataset_name')).toMatchObject({ field: 'dataset_name' });
  expect(placedAt(new ResponseError(500, 'x', 'y'), 'dataset_name')).toMatchObject({
    field: null
  });
  const placed = new ResponseError(400, 'x', 'y', 'labels');
  expect(placedAt(placed, 'dataset_name')).toBe(placed);
});

it('reads how things stand', () => {
  expect(labeledShare(datasetBody({ total_sample_count: 0 }))).toBe(0);
  expect(workOf(datasetBody({ status: 6 }))).toBe('publishing');
  expect(workOf(dataset)).toBeNull();
  expect(taskState(taskBody({ status: 'QUEUING' }))).toBe('queued');
  expect(taskShare(taskBody({ total_sample_count: 0 }))).toBeNull();
  expect(nextVersionName(datasetBody({ next_version_num: 12 }))).toBe('V012');
  expect(manifestOf(dataset, 'V002')).toBe(
    'obs://modelarts/out/digits-d1/annotation/V002/V002.manifest'
  );
});
