/** Which file an upload of this browser is of: what a reload would forget. */
export interface IKeptUpload {
  id: string;
  uri: string;
  size: number;
  lastModified: number;
}

const KEY = 'modelarts:uploads';

/** The uploads that this browser began and has not ended. */
export class KeptUploads {
  constructor(private readonly storage: Storage) {}

  all(): IKeptUpload[] {
    try {
      const data: unknown = JSON.parse(this.storage.getItem(KEY) ?? '[]');
      return Array.isArray(data) ? data.filter(isKept) : [];
    } catch {
      return [];
    }
  }

  add(upload: IKeptUpload): void {
    this.write([...this.all().filter(one => one.id !== upload.id), upload]);
  }

  remove(id: string): void {
    this.write(this.all().filter(one => one.id !== id));
  }

  /** The upload of this very file to this place. */
  find(file: File, uri: string): IKeptUpload | undefined {
    return this.all().find(
      one =>
        one.uri === uri &&
        one.size === file.size &&
        one.lastModified === file.lastModified
    );
  }

  private write(uploads: IKeptUpload[]): void {
    try {
      this.storage.setItem(KEY, JSON.stringify(uploads));
    } catch {
      // A full storage costs only that an upload begins anew after a reload.
    }
  }
}

function isKept(data: unknown): data is IKeptUpload {
  if (typeof data !== 'object' || data === null) {
    return false;
  }
  const { id, uri, size, lastModified } = data as Partial<IKeptUpload>;
  return (
    typeof id === 'string' &&
    typeof uri === 'string' &&
    typeof size === 'number' &&
    typeof lastModified === 'number'
  );
}
