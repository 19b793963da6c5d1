import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import { sentenceOf } from './ErrorNotice';

/** Without a time JupyterLab would only count it on its bell. */
const SHOWN_MS = 15_000;

/** Says what went wrong where there is no page to say it on. */
export function sayError(error: unknown, trans: TranslationBundle): void {
  Notification.error(sentenceOf(error, trans), { autoClose: SHOWN_MS });
}
