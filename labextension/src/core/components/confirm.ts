import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

export interface IConfirmOptions {
  title: string;
  /** What will happen, and whether it can be undone. */
  body: string;
  /** The verb on the button, as "Delete". */
  accept: string;
  isDangerous?: boolean;
}

/** Ask in JupyterLab's own dialog; resolves with whether the user agreed. */
export async function confirm(
  options: IConfirmOptions,
  trans: TranslationBundle
): Promise<boolean> {
  const { title, body, accept } = options;
  const button = options.isDangerous ? Dialog.warnButton : Dialog.okButton;
  const result = await showDialog({
    title,
    body,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      button({ label: accept })
    ],
    // Enter must not delete.
    defaultButton: options.isDangerous ? 0 : 1
  });
  return result.button.accept;
}
