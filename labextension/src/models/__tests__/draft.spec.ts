import {
  asCommand,
  draftOf,
  inPackage,
  keptDraft,
  nameFor,
  problemOf,
  requestOf
} from '../draft';

it.each([
  ['digits-train', 'digits'],
  ['train', 'train'],
  ['obs://bucket/resnet/model/', 'resnet'],
  ['obs://bucket/my model!', 'my-model'],
  ['手写数字', '手写数字']
])('proposes a name for %s', (source, name) => {
  expect(nameFor(source)).toBe(name);
});

it('asks for the job or the folder, never both', () => {
  const draft = { ...draftOf({ job: 'j1' }), location: 'obs://b/c/' };
  expect(requestOf(draft, 'digits-train')).toEqual({
    model_name: 'digits',
    source_job_id: 'j1'
  });
  expect(requestOf({ ...draft, kind: 'folder', version: ' 1.0.0 ' }, '')).toEqual({
    model_name: 'c',
    source_location: 'obs://b/c/',
    model_version: '1.0.0'
  });
});

it('quotes what a shell would read', () => {
  const command = asCommand({ model_name: 'a; rm', source_location: 'obs://b/c d/' });
  expect(command).toContain("import 'a; rm'");
  expect(command).toContain("--location 'obs://b/c d/'");
});

it('tells problems of fields from those of files', () => {
  const problems = [
    { field: 'model_name', message: 'empty', file: '' },
    { field: 'model_type', message: 'unknown', file: 'config.json' }
  ];
  expect(problemOf(problems, 'model_name')).toBe('empty');
  expect(inPackage(problems)).toEqual([problems[1]]);
});

it('takes up a form as it was left, and nothing broken', () => {
  expect(keptDraft('{"name": "x"}')?.name).toBe('x');
  expect(keptDraft('{')).toBeNull();
});
