import { nullTranslator } from '@jupyterlab/translation';

import { bestVersions, columnsOf } from '../comparison';
import { configRows, gone } from '../configuration';
import { emptyDraft, emptyInput } from '../draft';
import { filtersOf, NO_FILTER } from '../filter';
import { bestOf, mainOf } from '../metrics';
import { changesOf, fieldOf, homeless, inputProblem, problemOf } from '../problems';
import { durationOf, inputNames, isPerson, lastWords } from '../state';
import { stepWords } from '../words';
import { jobBody, versionBody } from './jobs';

const trans = nullTranslator.load('jupyter_modelarts');

describe('problems', () => {
  const problems = [
    { field: 'algorithm.code_dir', message: 'No code.' },
    { field: 'algorithm.inputs.0', message: 'Empty.' },
    { field: 'kind', message: 'Odd.' }
  ];

  it('finds the field of a path', () => {
    expect(fieldOf('algorithm.inputs.0.remote')).toBe('algorithm.inputs');
    expect(fieldOf('algorithm.inputsomething')).toBeNull();
    expect(fieldOf(null)).toBeNull();
  });

  it('stand under their fields, or above all', () => {
    expect(problemOf(problems, 'algorithm.code_dir')).toBe('No code.');
    expect(problemOf(problems, 'algorithm.engine')).toBeNull();
    expect(homeless(problems)).toEqual([problems[2]]);
  });

  it('of an input find its row, though empty rows are not sent', () => {
    const filled = { ...emptyInput('location'), url: 'obs://b/k/' };
    const draft = { ...emptyDraft(), inputs: [emptyInput('dataset'), filled] };
    expect(inputProblem(problems, draft, 0)).toBeNull();
    expect(inputProblem(problems, draft, 1)).toBe('Empty.');
  });

  it('and changes go by the same fields', () => {
    const change = { field: 'algorithm.parameters.epochs', old: '5', new: '6' };
    expect(changesOf([change], 'algorithm.parameters')).toEqual([change]);
    expect(changesOf([change], 'algorithm.metrics')).toEqual([]);
  });
});

describe('words', () => {
  it('say how far a stop has come', () => {
    const at = (detail: string): string =>
      stepWords(
        jobBody({
          state: 'stopping',
          stopping: true,
          progress: { phase: 'stopping', done: null, total: null, detail }
        }),
        trans
      );
    expect(at('')).toBe('Stop: asked for');
    expect(at('killing')).toContain('killed');
    expect(at('swept')).toContain('gone');
  });

  it('count what is fetched', () => {
    const progress = { phase: 'inputs', done: 3, total: 10, detail: '' };
    expect(stepWords(jobBody({ state: 'starting', progress }), trans)).toBe(
      'Fetching inputs, 3 of 10'
    );
  });
});

describe('jobs', () => {
  it('have run so long', () => {
    expect(durationOf(jobBody(), 0)).toBe(2_000);
    const live = jobBody({ state: 'running', start_time: 1_000, end_time: null });
    expect(durationOf(live, 6_000)).toBe(5_000);
    expect(durationOf(jobBody({ start_time: 0 }), 0)).toBeNull();
  });

  it('name their data', () => {
    expect(inputNames(jobBody())).toEqual(['digits V001']);
  });

  it('say last why they failed', () => {
    const failure = {
      phase: 'code' as const,
      message: 'It failed.',
      last_line: 'KeyError: 1'
    };
    expect(lastWords(jobBody({ failure }))).toBe('KeyError: 1');
    expect(lastWords(jobBody({ failure: { ...failure, last_line: '' } }))).toBe(
      'It failed.'
    );
  });

  it('were made by a person or by a token', () => {
    expect(isPerson('ada')).toBe(true);
    expect(isPerson('cf67430975624a60a4960544adf46b22')).toBe(false);
  });
});

describe('the list', () => {
  it('asks for what the filter says', () => {
    expect(filtersOf(NO_FILTER)).toEqual([]);
    expect(filtersOf({ name: ' svm ', state: 'failed', latestOnly: false })).toEqual([
      { key: 'name', operator: 'like', value: ['svm'] },
      { key: 'phase', operator: 'in', value: ['Failed', 'Abnormal'] }
    ]);
    expect(filtersOf({ ...NO_FILTER, state: 'trash' })).toEqual([
      { key: 'deleted', operator: 'in', value: ['true'] }
    ]);
  });
});

describe('metrics', () => {
  const series = (name: string, mode: 'max' | 'min' | null = null) => ({
    name,
    mode,
    count: 2,
    last: 1,
    smallest: 0,
    largest: 2
  });

  it('one stands for all', () => {
    expect(mainOf([series('loss', 'min'), series('accuracy', 'max')])?.name).toBe(
      'accuracy'
    );
    expect(mainOf([series('cost'), series('score', 'max')])?.name).toBe('score');
    expect(mainOf([])).toBeNull();
  });

  it('have a best value where one knows what is better', () => {
    expect(bestOf(series('a', 'max'))).toBe(2);
    expect(bestOf(series('a', 'min'))).toBe(0);
    expect(bestOf(series('a'))).toBeNull();
  });
});

describe('versions', () => {
  const versions = [
    versionBody('V0003', '9', 0.9),
    versionBody('V0002', '5', 0.9),
    versionBody('V0001', null, 0.8)
  ];

  it('are compared by what differs', () => {
    expect(columnsOf(versions)).toEqual({
      parameters: ['epochs'],
      metrics: ['accuracy']
    });
  });

  it('share the first place', () => {
    expect([...bestVersions(versions, 'accuracy')]).toEqual(['V0003', 'V0002']);
    expect(bestVersions(versions.slice(0, 1), 'accuracy').size).toBe(0);
    expect(bestVersions(versions, 'loss').size).toBe(0);
  });
});

it('a configuration has the fields that differences name', () => {
  const fields = configRows(jobBody()).map(row => row.field);
  expect(fields).toContain('algorithm.inputs.data_url');
  expect(fields).toContain('algorithm.parameters.epochs');
  expect(fields).toContain('algorithm.environments.SEED');
  expect(fields).not.toContain('spec.log_export_path');
  const removed = { field: 'algorithm.parameters.old', old: '1', new: null };
  expect(gone([removed, { field: 'a', old: null, new: '1' }])).toEqual([removed]);
});
