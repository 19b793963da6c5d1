import { useMemo } from 'react';

import { useModelArts } from '../context';
import { Formatter } from '../format';

/** Numbers, sizes and times in the user's language. */
export function useFormat(): Formatter {
  const { trans, language } = useModelArts();
  return useMemo(() => new Formatter(trans, language), [trans, language]);
}
