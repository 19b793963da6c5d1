import type { TranslationBundle } from '@jupyterlab/translation';

import { reasonWords } from '../training/words';
import type { Result, ServiceBody } from './types';

/** Why a service is in its state; what only waits is said in the user's language. */
export function reasonOf(service: ServiceBody, trans: TranslationBundle): string {
  const { reason } = service;
  return reason.startsWith('waiting') ? reasonWords(reason, trans) : reason;
}

export function resultWord(result: Result, trans: TranslationBundle): string {
  switch (result) {
    case 'SUCCESS':
      return trans.__('Deployed');
    case 'FAIL':
      return trans.__('Could not be deployed');
    default:
      return trans.__('Being deployed');
  }
}
