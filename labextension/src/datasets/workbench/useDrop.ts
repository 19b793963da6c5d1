import { type DragEvent, type HTMLAttributes, useRef, useState } from 'react';

type Handlers = Pick<
  HTMLAttributes<HTMLElement>,
  'onDragEnter' | 'onDragOver' | 'onDragLeave' | 'onDrop'
>;

/** Files of the computer that are dropped on an element; `isOver` while they are above it. */
export function useDrop(onFiles: (files: readonly File[]) => void): {
  isOver: boolean;
  on: Handlers;
} {
  const [isOver, setOver] = useState(false);
  // Each child is entered before the one before it is left.
  const depth = useRef(0);
  const handle = (event: DragEvent, step: number): void => {
    if (event.dataTransfer.types.includes('Files')) {
      event.preventDefault();
      event.stopPropagation();
      depth.current += step;
      setOver(depth.current > 0);
    }
  };
  const on: Handlers = {
    onDragEnter: event => handle(event, 1),
    onDragOver: event => handle(event, 0),
    onDragLeave: event => handle(event, -1),
    onDrop: event => {
      handle(event, -depth.current);
      onFiles([...event.dataTransfer.files]);
    }
  };
  return { isOver, on };
}
