import {
  bootPlace,
  bootWithin,
  draftOf,
  draftOfJob,
  emptyDraft,
  emptyInput,
  isObjectPlace,
  keptDraft,
  outputOf,
  requestOf,
  splitPath
} from '../draft';
import { jobBody } from './jobs';

const NOW = new Date(2026, 10, 4, 15, 30);

describe('draftOf', () => {
  it('names a new job after the moment, and its output after the name', () => {
    const draft = draftOf({}, NOW);
    expect(draft.name).toBe('job-1104-1530');
    expect(outputOf(draft)).toBe('obs://modelarts/training-jobs/job-1104-1530/');
  });

  it('takes what the page was opened with', () => {
    const draft = draftOf(
      { id: 'd1', version: 'v2', code_dir: 'src', boot_file: '2 my train!.py' },
      NOW
    );
    expect(draft.inputs).toEqual([
      { ...emptyInput('dataset'), dataset: 'd1', version: 'v2' }
    ]);
    expect([draft.codeDir, draft.bootFile]).toEqual(['src', '2 my train!.py']);
    expect(draft.name).toBe('my-train-1104-1530');
  });
});

describe('requestOf', () => {
  it('leaves out rows that are empty', () => {
    const draft = {
      ...emptyDraft(),
      name: ' a ',
      inputs: [emptyInput('dataset'), emptyInput('location')],
      parameters: [
        { name: ' epochs ', value: '5' },
        { name: '', value: '' }
      ],
      environments: [{ name: 'SEED', value: '1' }]
    };
    const { metadata, algorithm } = requestOf(draft);
    expect(metadata).toEqual({ name: 'a', description: '' });
    expect(algorithm.inputs).toEqual([]);
    expect(algorithm.parameters).toEqual([{ name: 'epochs', value: '5' }]);
    expect(algorithm.environments).toEqual({ SEED: '1' });
    expect(algorithm.metrics).toBeNull();
  });

  it('says again what a job says, with its parent', () => {
    const job = jobBody();
    const request = requestOf(draftOfJob(job, []));
    expect(request.metadata.pre_version_id).toBe('j1');
    expect(request.algorithm.inputs).toEqual([
      { name: 'data_url', remote: { dataset: { id: 'd1', version_id: 'v1' } } }
    ]);
    expect(request.algorithm.outputs).toEqual(job.algorithm.outputs);
    expect(request.algorithm.metrics).toEqual(job.algorithm.metrics);
    expect(request.algorithm.environments).toEqual({ SEED: '1' });
  });

  it('leaves the usual metrics to the server where a job has just those', () => {
    const job = jobBody();
    const draft = draftOfJob(job, job.algorithm.metrics ?? []);
    expect(draft.metrics).toBeNull();
  });
});

it('a kept draft comes back, anything else does not', () => {
  const draft = draftOf({}, NOW);
  expect(keptDraft(JSON.stringify(draft))).toEqual(draft);
  expect(keptDraft('{"a": 1}')).toBeNull();
  expect(keptDraft('{')).toBeNull();
  expect(keptDraft(undefined)).toBeNull();
});

it('splits a path of the file browser', () => {
  expect(splitPath('a/b/train.py')).toEqual({ folder: 'a/b', file: 'train.py' });
  expect(splitPath('train.py')).toEqual({ folder: '.', file: 'train.py' });
});

it('a boot file in the object store is relative to its code directory', () => {
  const draft = { ...emptyDraft(), codeDir: 'obs://b/code' };
  expect(isObjectPlace(draft.codeDir)).toBe(true);
  expect(isObjectPlace('scripts')).toBe(false);
  expect(bootPlace(draft)).toBe('obs://b/code/');
  expect(bootWithin(draft, 'obs://b/code/a/train.py')).toBe('a/train.py');
  expect(bootWithin(draft, 'obs://b/other.py')).toBe('obs://b/other.py');
  expect(bootPlace({ ...draft, bootFile: 'a/train.py' })).toBe(
    'obs://b/code/a/train.py'
  );
});
