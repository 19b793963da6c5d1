import type { TranslationBundle } from '@jupyterlab/translation';

import type { TokenBody } from './types';

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

export interface ILifetime {
  label: string;
  /** Null is until it is revoked. */
  seconds: number | null;
}

export function lifetimes(trans: TranslationBundle): readonly ILifetime[] {
  return [
    { label: trans.__('1 hour'), seconds: HOUR_S },
    { label: trans.__('1 day'), seconds: DAY_S },
    { label: trans.__('30 days'), seconds: 30 * DAY_S },
    { label: trans.__('1 year'), seconds: 365 * DAY_S },
    { label: trans.__('until it is revoked'), seconds: null }
  ];
}

/** Which lifetime a new token has unless another one is chosen. */
export const USUAL_LIFETIME = 2;

/** What a token may do, in a few words. */
export function reachOf(token: TokenBody, trans: TranslationBundle): string {
  if (token.services.length > 0) {
    return trans._n(
      'predictions of %1 service',
      'predictions of %1 services',
      token.services.length
    );
  }
  return token.workload
    ? trans.__('everything but access keys, while what it was made for runs')
    : trans.__('everything that you may do');
}

/** Those that the user has made, and those that were made for kernels, jobs and services. */
export function divide(tokens: readonly TokenBody[]): {
  own: TokenBody[];
  ours: TokenBody[];
} {
  return {
    own: tokens.filter(token => token.owner_urn === ''),
    ours: tokens.filter(token => token.owner_urn !== '' && !token.expired)
  };
}
