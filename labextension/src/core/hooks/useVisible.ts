import { useCallback, useSyncExternalStore } from 'react';

import { useHost } from '../context';

/** Whether the widget around this component can be seen: a hidden tab need not fetch. */
export function useVisible(): boolean {
  const host = useHost();
  const subscribe = useCallback(
    (onChange: () => void) => {
      const slot = (): void => onChange();
      host?.shown.connect(slot);
      return () => {
        host?.shown.disconnect(slot);
      };
    },
    [host]
  );
  return useSyncExternalStore(subscribe, () => host?.isVisible ?? true);
}
