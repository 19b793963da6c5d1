import { draftOf, EMPTY, magicOf, requestOf, selectionOf } from '../draft';

const LIMITS = { maxFiles: 1024, maxMegabytes: 500, keepDeletedDays: 30 };

describe('selectionOf', () => {
  it('names what is selected in its folder', () => {
    expect(selectionOf(['obs://b/p/a.txt', 'obs://b/p/sub/'], 'obs://b/p/')).toEqual({
      uri: 'obs://b/p/',
      names: ['a.txt', 'sub/'],
      folder: ''
    });
  });

  it('takes the folder that is shown where nothing is selected', () => {
    expect(selectionOf([], 'obs://b/p/').uri).toBe('obs://b/p/');
    expect(selectionOf([], 'obs://').uri).toBe('');
  });

  it('gives a whole bucket a folder of its name', () => {
    expect(selectionOf(['obs://b/'], 'obs://')).toEqual({
      uri: 'obs://b/',
      names: [],
      folder: 'b'
    });
  });
});

describe('requestOf', () => {
  it('has the limits of the settings, 0 being none', () => {
    const draft = { ...EMPTY, uri: ' obs://b/ ' };

    expect(requestOf(draft, LIMITS)).toMatchObject({
      uri: 'obs://b/',
      max_files: 1024,
      max_bytes: 500 * 1024 * 1024
    });
    expect(
      requestOf(draft, { ...LIMITS, maxFiles: 0, maxMegabytes: 0 }).max_files
    ).toBeNull();
    expect(requestOf({ ...draft, unlimited: true }, LIMITS).max_bytes).toBeNull();
  });

  it('watches both sides', () => {
    const request = requestOf({ ...EMPTY, direction: 'watch' }, LIMITS);

    expect(request).toMatchObject({ direction: 'both', watch: true });
  });
});

describe('magicOf', () => {
  it('quotes what a shell would split', () => {
    const draft = { ...EMPTY, uri: 'obs://b/', names: ["it's mine"], direction: 'up' };

    expect(magicOf(draft, LIMITS, '')).toBe(
      `%modelarts sync obs://b/ --name 'it'"'"'s mine' --up`
    );
  });

  it('names the folder wherever the notebook is', () => {
    const draft = { ...EMPTY, uri: 'obs://b/' };
    const folder = 'my data';

    expect(magicOf(draft, LIMITS, '~/work/')).toBe(
      '%modelarts sync obs://b/ --to ~/work'
    );
    expect(magicOf({ ...draft, folder }, LIMITS, '~/work')).toBe(
      "%modelarts sync obs://b/ --to '~/work/my data'"
    );
  });

  it('names the limits that are not those of the line itself', () => {
    const draft = { ...EMPTY, uri: 'obs://b/' };
    const more = { ...LIMITS, maxFiles: 5000, maxMegabytes: 0 };

    expect(magicOf(draft, LIMITS, '')).toBe('%modelarts sync obs://b/');
    expect(magicOf(draft, more, '')).toBe(
      '%modelarts sync obs://b/ --max-files 5000 --max-mb 0'
    );
    expect(magicOf({ ...draft, unlimited: true }, LIMITS, '')).toBe(
      '%modelarts sync obs://b/ --max-files 0 --max-mb 0'
    );
  });
});

describe('draftOf', () => {
  it('keeps a form over a reload, and survives what it cannot read', () => {
    expect(draftOf({ uri: 'obs://b/', draft: '{"folder":"x"}' })).toMatchObject({
      uri: 'obs://b/',
      folder: 'x'
    });
    expect(draftOf({ draft: '{' })).toEqual(EMPTY);
  });
});
