import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';

import { NotANotebook, notebookOf, textOf } from './notebookText';
import { refusal } from './refusing';

export type Format = 'json' | 'text' | 'base64';

/** The bytes of an object as JupyterLab edits them. */
export function contentOf(
  bytes: ArrayBuffer,
  type: string,
  wanted: Contents.FileFormat | undefined,
  trans: TranslationBundle
): { format: Format; content: unknown } {
  if (wanted === 'base64') {
    return { format: 'base64', content: base64Of(bytes) };
  }
  const text = decoded(bytes);
  if (text === null) {
    if (wanted || type === 'notebook') {
      throw refusal(
        400,
        trans.__('This file is not text in UTF-8. Download it instead.')
      );
    }
    return { format: 'base64', content: base64Of(bytes) };
  }
  if (type === 'notebook') {
    return { format: 'json', content: notebook(text, trans) };
  }
  return { format: 'text', content: text };
}

/** What JupyterLab saves, as the bytes of an object. */
export function bytesOf(options: Partial<Contents.IModel>): Uint8Array<ArrayBuffer> {
  const content: unknown = options.content;
  if (options.format === 'base64' && typeof content === 'string') {
    return Uint8Array.from(atob(content), character => character.charCodeAt(0));
  }
  if (options.type === 'notebook' || options.format === 'json') {
    return encoded(textOf(content as Record<string, unknown>));
  }
  return encoded(typeof content === 'string' ? content : '');
}

function notebook(text: string, trans: TranslationBundle): unknown {
  try {
    return notebookOf(text);
  } catch (error) {
    if (!(error instanceof NotANotebook)) {
      throw error;
    }
    throw refusal(
      400,
      error.message === 'format'
        ? trans.__(
            'This notebook has a format other than 4. Download it, and open it in the work directory, which converts it.'
          )
        : trans.__(
            'This is no notebook: it is not valid JSON. Open it as text to look at it.'
          )
    );
  }
}

function decoded(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}

function base64Of(bytes: ArrayBuffer): string {
  const view = new Uint8Array(bytes);
  let text = '';
  for (let at = 0; at < view.length; at += 0x8000) {
    text += String.fromCharCode(...view.subarray(at, at + 0x8000));
  }
  return btoa(text);
}
