import { ServerConnection } from '@jupyterlab/services';

import { ResponseError } from '../../core/request';

/** JupyterLab reads the status of a failure from its own kind of error. */
export function asJupyters(error: unknown): unknown {
  if (!(error instanceof ResponseError) || error.status < 200) {
    return error;
  }
  return refusal(error.status, error.message);
}

export function refusal(status: number, sentence: string): Error {
  const response = new Response(null, { status, statusText: '' });
  return new ServerConnection.ResponseError(response, sentence);
}
