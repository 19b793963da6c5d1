import { nullTranslator } from '@jupyterlab/translation';

import { DOMAIN } from '../../core/names';
import {
  asCommand,
  asPython,
  inputOf,
  keptDraft,
  newDraft,
  outputOf,
  problemsOf,
  requestOf,
  withNames
} from '../draft';
import { PALETTE } from '../labels';

const trans = nullTranslator.load(DOMAIN);
const draft = newDraft(new Date(2026, 10, 4, 15, 30));

it('has defaults that work', () => {
  expect(draft.name).toBe('dataset-1104-1530');
  expect(problemsOf(draft, trans)).toEqual({});
  expect(requestOf(draft)).toMatchObject({
    dataset_name: 'dataset-1104-1530',
    dataset_type: 0,
    labels: []
  });
});

it('names its places after the dataset until they are given', () => {
  const named = { ...draft, name: 'cats' };
  expect(inputOf(named)).toBe('obs://modelarts/datasets/cats/images/');
  expect(outputOf(named)).toBe('obs://modelarts/datasets/cats/versions/');
  expect(inputOf({ ...named, input: 'obs://mine/' })).toBe('obs://mine/');
});

it.each([
  [{ name: '' }, 'dataset_name'],
  [{ name: 'a b' }, 'dataset_name'],
  [{ name: 'x'.repeat(101) }, 'dataset_name'],
  [{ description: 'x'.repeat(257) }, 'description'],
  [{ input: '' }, 'data_sources'],
  [{ input: 'file:///etc/' }, 'data_sources'],
  [{ output: 'pictures' }, 'work_path'],
  [{ input: 'obs://b1b/a/', output: 's3://b1b/a' }, 'work_path'],
  [{ input: '/b1b/a/', output: 'obs://b1b/a/out/' }, 'work_path'],
  [{ labels: [{ name: 'a/b', color: '#000000' }] }, 'labels'],
  [
    {
      labels: [
        { name: 'cat', color: '#000000' },
        { name: 'cat', color: '#ffffff' }
      ]
    },
    'labels'
  ]
])('says what is wrong with %j', (values, field) => {
  expect(Object.keys(problemsOf({ ...draft, ...values }, trans))).toEqual([field]);
});

it('accepts Chinese names, and places beside one another', () => {
  const values = { name: '猫和狗', input: 'obs://b1b/a/', output: 'obs://b1b/ab/' };
  expect(problemsOf({ ...draft, ...values }, trans)).toEqual({});
});

it('makes a label of each name that was pasted, in colours of their own', () => {
  const labels = withNames(draft.labels, 0, 'cat, dog，bird\nfish');
  expect(labels.map(label => label.name)).toEqual(['cat', 'dog', 'bird', 'fish']);
  expect(labels.map(label => label.color)).toEqual(PALETTE.slice(0, 4));
});

it('writes the same as a program', () => {
  const named = {
    ...draft,
    name: 'cats',
    description: "it's mine",
    labels: [{ name: 'cat', color: '#3399ff' }]
  };
  expect(asCommand(named)).toBe(
    [
      'jupyter modelarts datasets create cats',
      '--input obs://modelarts/datasets/cats/images/',
      '--output obs://modelarts/datasets/cats/versions/',
      "--description 'it'\\''s mine'",
      '--label cat'
    ].join(' \\\n  ')
  );
  expect(asPython(named, 'http://localhost:8888/')).toContain(
    'URL = "http://localhost:8888/modelarts/v2/default/datasets"'
  );
});

it('comes back from the layout, and not from what is no draft', () => {
  expect(keptDraft(JSON.stringify(draft))).toEqual(draft);
  expect(keptDraft(undefined)).toBeNull();
  expect(keptDraft('{"labels": 1}')).toBeNull();
  expect(keptDraft('no json')).toBeNull();
});
