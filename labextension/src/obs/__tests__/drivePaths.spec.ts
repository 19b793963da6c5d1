import {
  folderOfLocal,
  localOfUri,
  pathOfUri,
  shownName,
  uriOfLocal,
  uriOfPath
} from '../drivePaths';

describe('paths of the drive', () => {
  it.each([
    ['OBS:data', 'obs://data/'],
    ['OBS:data/a.txt', 'obs://data/a.txt'],
    ['OBS:/data/images/猫 1.png', 'obs://data/images/猫 1.png'],
    ['OBS:data/100%25.csv', 'obs://data/100%25.csv']
  ])('%s is %s', (path, uri) => {
    expect(uriOfPath(path)).toBe(uri);
    expect(pathOfUri(uri)).toBe(path.replace(':/', ':'));
  });

  it.each(['OBS:', 'OBS:/', 'notebooks/a.ipynb', 'Other:data/a'])(
    '%s is no object',
    path => {
      expect(uriOfPath(path)).toBeNull();
    }
  );

  it.each([
    'a//b',
    '/',
    '/leading',
    '..',
    '../../etc/passwd',
    './a/.',
    'a\nb',
    '%-x',
    '%=x',
    '%-%2E',
    '\u202egnp.exe',
    '...',
    'a/..b'
  ])('the odd key %j comes back, and has no segment that paths resolve', key => {
    const local = localOfUri(`obs://data/${key}/`);
    expect(folderOfLocal(local)).toBe(`obs://data/${key}/`);
    for (const name of local.split('/')) {
      expect(['', '.', '..']).not.toContain(name);
    }
  });

  it('tells a file from the folder of its name', () => {
    expect(uriOfLocal(`data/${shownName('a', true)}`)).toBe('obs://data/a');
    expect(shownName('a')).toBe('a');
  });
});
