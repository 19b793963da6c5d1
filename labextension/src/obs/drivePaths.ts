/** The name before the colon of JupyterLab's paths: `OBS:bucket/folder/file`. */
export const DRIVE = 'OBS';

const SCHEME = 'obs://';
const ODD_MARK = '%-';
const BESIDE_MARK = '%=';
// Control characters, and those that make a text look like another one.
const ODD_CHARACTER =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;
const ENCODED =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff%]|^\.{1,2}$/g;

/**
 * The object that a path of the drive names, without a slash at its end; a bucket ends in one.
 * Null for the top of the drive, and for what lies elsewhere.
 */
export function uriOfPath(path: string): string | null {
  return path.startsWith(`${DRIVE}:`) ? uriOfLocal(path.slice(DRIVE.length + 1)) : null;
}

/** The path in JupyterLab of an object, or of a folder or bucket. */
export function pathOfUri(uri: string): string {
  return `${DRIVE}:${localOfUri(uri)}`;
}

/** As `uriOfPath`, for a path within the drive. */
export function uriOfLocal(local: string): string | null {
  const [bucket, ...names] = clean(local).split('/');
  return bucket ? `${SCHEME}${bucket}/${names.map(segmentOf).join('/')}` : null;
}

/** The same as a folder: it ends in a slash. */
export function folderOfLocal(local: string): string | null {
  const uri = uriOfLocal(local);
  return uri === null || isBucket(local) ? uri : `${uri}/`;
}

/** As `pathOfUri`, within the drive. */
export function localOfUri(uri: string): string {
  const [bucket, ...rest] = uri.slice(SCHEME.length).split('/');
  const key = rest.join('/');
  return key
    ? [
        bucket,
        ...key
          .replace(/\/$/, '')
          .split('/')
          .map(name => shownName(name))
      ].join('/')
    : bucket;
}

/**
 * What a segment of a key is called here. One that no path can hold, as `..` or a line end, is
 * written after a mark and percent-encoded; a file beside a folder of its name has another mark.
 */
export function shownName(segment: string, isBeside: boolean = false): string {
  if (isBeside) {
    return BESIDE_MARK + encoded(segment);
  }
  const isOdd =
    segment === '' ||
    segment === '.' ||
    segment === '..' ||
    segment.startsWith(ODD_MARK) ||
    segment.startsWith(BESIDE_MARK) ||
    ODD_CHARACTER.test(segment);
  return isOdd ? ODD_MARK + encoded(segment) : segment;
}

/** Whether a path within the drive is a bucket's. */
export function isBucket(local: string): boolean {
  const path = clean(local);
  return path !== '' && !path.includes('/');
}

/** A path within the drive without slashes around it. */
export function clean(local: string): string {
  return local.replace(/^\/+|\/+$/g, '');
}

/** The folder of a path within the drive. */
export function parentOfLocal(local: string): string {
  const path = clean(local);
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last name of a path within the drive. */
export function nameOfLocal(local: string): string {
  const path = clean(local);
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path within the drive, one name deeper. */
export function joinLocal(folder: string, name: string): string {
  return folder ? `${clean(folder)}/${name}` : name;
}

function segmentOf(name: string): string {
  if (!name.startsWith(ODD_MARK) && !name.startsWith(BESIDE_MARK)) {
    return name;
  }
  try {
    return decodeURIComponent(name.slice(ODD_MARK.length));
  } catch {
    return name;
  }
}

function encoded(segment: string): string {
  return segment.replace(ENCODED, found =>
    found.startsWith('.') ? found.replace(/\./g, '%2E') : encodeURIComponent(found)
  );
}
