import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { TranslationBundle } from '@jupyterlab/translation';

import { sayError } from '../core/components';

/** The part of JupyterLab's code editor that moves its cursor. */
interface ICursor {
  setCursorPosition: (position: { line: number; column: number }) => void;
  revealPosition: (position: { line: number; column: number }) => void;
  focus?: () => void;
}

/** Opens a file of the work directory with its cursor at a line, counted from 1. */
async function openAtLine(
  documents: IDocumentManager,
  path: string,
  line: number
): Promise<void> {
  const widget = documents.openOrReveal(path, 'Editor');
  if (!widget) {
    throw new Error(`${path} cannot be opened.`);
  }
  await widget.revealed;
  await widget.context.ready;
  const editor = cursorOf(widget.content);
  if (editor) {
    const position = { line: Math.max(0, line - 1), column: 0 };
    editor.setCursorPosition(position);
    editor.revealPosition(position);
    editor.focus?.();
  }
}

function cursorOf(content: unknown): ICursor | null {
  const { editor } = content as { editor?: Partial<ICursor> };
  const isEditor =
    typeof editor?.setCursorPosition === 'function' &&
    typeof editor.revealPosition === 'function';
  return isEditor ? (editor as ICursor) : null;
}

/** The same; why it cannot be opened is said in a notice. */
export async function openOrSay(
  documents: IDocumentManager,
  path: string,
  line: number,
  trans: TranslationBundle
): Promise<void> {
  try {
    await openAtLine(documents, path, line);
  } catch (error) {
    sayError(error, trans);
  }
}
