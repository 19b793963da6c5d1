import type { JSX } from 'react';

import { ErrorNotice, SearchField } from '../../core/components';
import { useTrans } from '../../core/context';
import { useSignalValue } from '../../core/hooks';
import type { BrowserState } from './BrowserState';

export function BrowserHead({ state }: { state: BrowserState }): JSX.Element | null {
  const trans = useTrans();
  const local = useSignalValue(state.changed, () => state.model.local);
  const prefix = useSignalValue(state.changed, () => state.prefix);
  const error = useSignalValue(state.changed, () => state.error);
  return (
    <>
      {local !== '' && (
        <SearchField
          key={local}
          label={trans.__('Names that begin with…')}
          value={prefix}
          onChange={value => void state.search(value)}
        />
      )}
      {error !== null && (
        <ErrorNotice
          title={trans.__('The object store could not be read.')}
          advice=""
          error={error}
          onRetry={() => void state.tryAgain()}
        />
      )}
    </>
  );
}
