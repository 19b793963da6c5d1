const SPELLING = /^(?:(?:obs|s3):\/\/|\/(?!\/))/;

/** The top of the store, above all buckets. */
export const TOP = 'obs://';

/** A place in the spelling that the server answers in; what is no place stays as it is. */
export function asObs(text: string): string {
  const plain = text.trim();
  return SPELLING.test(plain) ? plain.replace(SPELLING, TOP) : plain;
}

/** The folder that a half-typed place lies in: `obs://a/b/c` is in `obs://a/b/`. */
export function folderOf(text: string): string {
  const place = asObs(text);
  if (!place.startsWith(TOP)) {
    return TOP;
  }
  return place.slice(0, Math.max(TOP.length, place.lastIndexOf('/') + 1));
}

/** The folder above; that of a bucket is the top. */
export function parentOf(folder: string): string {
  return folderOf(folder.replace(/\/$/, ''));
}

/** What a folder or an object is called in its folder. */
export function lastName(place: string): string {
  return place.replace(/\/$/, '').split('/').pop() ?? '';
}

export interface ICrumb {
  name: string;
  place: string;
}

/** A folder as steps from its bucket down. */
export function crumbsOf(folder: string): ICrumb[] {
  const names = asObs(folder).slice(TOP.length).split('/').filter(Boolean);
  return names.map((name, at) => ({
    name,
    place: `${TOP}${names.slice(0, at + 1).join('/')}/`
  }));
}
