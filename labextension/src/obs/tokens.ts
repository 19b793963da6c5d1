import { Token } from '@lumino/coreutils';

/** The file browser "OBS", for slices that act on what is selected in it. */
export interface IObsBrowser {
  /** What is selected; folders and buckets end in a slash. */
  selectedUris(): string[];
  /** The folder that is shown; `obs://` at the top. */
  currentUri(): string;
}

export const IObsBrowser = new Token<IObsBrowser>(
  'jupyter_modelarts:IObsBrowser',
  'The file browser of the object store.'
);
