import type { TranslationBundle } from '@jupyterlab/translation';

import { serviceWords } from './sentences';
import type { Result, ServiceBody } from './types';

/** Why a service is in its state, in the user's language. */
export function reasonOf(service: ServiceBody, trans: TranslationBundle): string {
  return serviceWords(service.reason, trans);
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
