import { ResponseError } from '../core/request';

/**
 * A refusal that names no field, shown under the one that it can only be about; others stay
 * as they are.
 */
export function placedAt(
  error: unknown,
  field: string,
  statuses: readonly number[] = [400, 404, 409]
): unknown {
  if (!(error instanceof ResponseError) || error.field) {
    return error;
  }
  return statuses.includes(error.status)
    ? new ResponseError(error.status, error.errorCode, error.errorMsg, field)
    : error;
}
