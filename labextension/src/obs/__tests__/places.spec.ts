import { asObs, crumbsOf, folderOf, lastName, parentOf, TOP } from '../places';

it('knows three spellings of one place', () => {
  for (const place of ['obs://a/b/', 's3://a/b/', '/a/b/']) {
    expect(asObs(place)).toBe('obs://a/b/');
  }
  expect(asObs('//host/b')).toBe('//host/b');
});

it('finds the folder of what is half typed', () => {
  expect(folderOf('obs://a/b/c')).toBe('obs://a/b/');
  expect(folderOf('/a/b/')).toBe('obs://a/b/');
  expect(folderOf('obs://a')).toBe(TOP);
  expect(folderOf('nonsense')).toBe(TOP);
});

it('goes up to the buckets', () => {
  expect(parentOf('obs://a/b/')).toBe('obs://a/');
  expect(parentOf('obs://a/')).toBe(TOP);
  expect(lastName('obs://a/b/')).toBe('b');
  expect(lastName('obs://a/b.png')).toBe('b.png');
});

it('shows the way down', () => {
  expect(crumbsOf('obs://a/b/')).toEqual([
    { name: 'a', place: 'obs://a/' },
    { name: 'b', place: 'obs://a/b/' }
  ]);
  expect(crumbsOf(TOP)).toEqual([]);
});
