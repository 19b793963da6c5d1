import type { IModelArtsContext } from '../tokens';
import { sayError } from './notice';

/** Does it, and says in one notice why it could not be done; resolves with whether it was. */
export async function told(
  { trans }: Pick<IModelArtsContext, 'trans'>,
  action: () => Promise<unknown>
): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    sayError(error, trans);
    return false;
  }
}
