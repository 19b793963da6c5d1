import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';

import { useTrans } from '../context';
import { failedIcon } from '../icons';
import { ResponseError } from '../request';

export interface IErrorNoticeProps {
  error: unknown;
  /** What was tried, as "The dataset could not be read." */
  title?: string;
  /** What to do, where the caller knows better than the status does. */
  advice?: string;
  onRetry?: () => void;
}

/** What happened, what to do, and a button that tries again. */
export function ErrorNotice(props: IErrorNoticeProps): JSX.Element {
  const trans = useTrans();
  const advice = props.advice ?? adviceFor(props.error, trans);
  return (
    <div className="jp-ma-error" role="alert">
      <failedIcon.react tag="span" className="jp-ma-error-icon" />
      <div className="jp-ma-error-text">
        {props.title && <p className="jp-ma-error-what">{props.title}</p>}
        <p>{sentenceOf(props.error, trans)}</p>
        {advice && <p>{advice}</p>}
        {props.onRetry && (
          <button className="jp-mod-styled jp-mod-minimal" onClick={props.onRetry}>
            {trans.__('Try again')}
          </button>
        )}
      </div>
    </div>
  );
}

/** The sentence of an error, for people. */
export function sentenceOf(error: unknown, trans: TranslationBundle): string {
  if (error instanceof ResponseError && error.status === 0) {
    return trans.__('The Jupyter server did not answer.');
  }
  if (error instanceof ResponseError && error.status === 404 && !isOurs(error)) {
    return trans.__('The ModelArts extension of the Jupyter server is not running.');
  }
  return error instanceof Error ? error.message : String(error);
}

function adviceFor(error: unknown, trans: TranslationBundle): string | null {
  if (!(error instanceof ResponseError)) {
    return trans.__(
      'Reload the page; if it happens again, the browser console says more.'
    );
  }
  if (error.status === 0) {
    return trans.__('Check that it is running and that the network is there.');
  }
  if (error.status === 401 || error.status === 403) {
    return trans.__('Log in again, or ask an administrator for the permission.');
  }
  if (error.isConflict && !error.message.includes(':')) {
    // after a colon our sentences say what to do themselves
    return trans.__('Look at the newest state, then decide again.');
  }
  if (error.status >= 500 && error.status !== 503) {
    return trans.__('The log of the Jupyter server says more.');
  }
  return null;
}

/** Jupyter itself answers a path that nobody serves, without one of our codes. */
function isOurs(error: ResponseError): boolean {
  return error.errorCode !== `ModelArts.${error.status}`;
}
