import { useCallback, useState } from 'react';

export const SMALLEST_TILE = 64;
export const LARGEST_TILE = 320;
const USUAL_TILE = 120;
const KEY = 'jupyter-modelarts:tile-size';

/** How large the tiles are; the browser remembers it. */
export function useTileSize(): readonly [number, (size: number) => void] {
  const [size, setSize] = useState(kept);
  const change = useCallback((next: number) => {
    setSize(next);
    window.localStorage.setItem(KEY, String(next));
  }, []);
  return [size, change];
}

function kept(): number {
  const size = Number(window.localStorage.getItem(KEY)) || USUAL_TILE;
  return Math.min(LARGEST_TILE, Math.max(SMALLEST_TILE, size));
}
