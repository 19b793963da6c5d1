import type { JSX, MouseEvent, ReactNode } from 'react';

import { useModelArts } from '../../core/context';
import { menuOfUrn, showMenu } from '../menus';
import { go, iconOf, type IPlace } from '../places';

export interface IItemProps {
  urn: string;
  place: IPlace | null;
  name: string;
  /** A job's, which decides what can be done with it. */
  state?: string;
  children: ReactNode;
}

/** A line about one thing: its name leads to its page, a right click shows its menu. */
export function Item({ urn, place, name, state, children }: IItemProps): JSX.Element {
  const context = useModelArts();
  const Icon = iconOf(urn);
  const onContextMenu = (event: MouseEvent): void => {
    const menu = menuOfUrn(urn, state);
    if (menu && place) {
      event.preventDefault();
      event.stopPropagation();
      showMenu(context, { menu, place }, { x: event.clientX, y: event.clientY });
    }
  };
  return (
    <li className="jp-ma-item" onContextMenu={onContextMenu}>
      <Icon.react tag="span" className="jp-ma-item-icon" />
      {place ? (
        <button
          type="button"
          className="jp-ma-item-name jp-ma-link"
          onClick={() => void go(context, place)}
        >
          {name}
        </button>
      ) : (
        <span className="jp-ma-item-name">{name}</span>
      )}
      {children}
    </li>
  );
}
