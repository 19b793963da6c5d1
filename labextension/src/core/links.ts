import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { CommandRegistry } from '@lumino/commands';
import { DisposableDelegate, type IDisposable } from '@lumino/disposable';

import { COMMANDS } from './names';

/** What a link leads to: `…/lab?modelarts=<page>/<id>`. */
export interface ILinked {
  page: string;
  id: string;
}

export const LINK = /[?&]modelarts=/;

const TARGET = /^([a-z-]+)\/([\w-]+)$/;

/** The page that the query of an address names; null where it names none. */
export function linkedPage(search: string): ILinked | null {
  const found = TARGET.exec(new URLSearchParams(search).get('modelarts') ?? '');
  return found ? { page: found[1], id: found[2] } : null;
}

/** The query without what named a page. */
export function withoutLink(search: string): string {
  const query = new URLSearchParams(search);
  query.delete('modelarts');
  const left = query.toString();
  return left ? `?${left}` : '';
}

/** Shows the page, where there is one of this name. */
export async function openLinked(
  commands: CommandRegistry,
  linked: ILinked
): Promise<void> {
  const command = `${COMMANDS}:open-${linked.page}`;
  if (commands.hasCommand(command)) {
    await commands.execute(command, { id: linked.id });
  }
}

/** A click on such a link, as in a notebook's result, opens the page here and no second window. */
export function followLinks(app: JupyterFrontEnd, node: HTMLElement): IDisposable {
  const follow = (event: MouseEvent): void => {
    const linked = linkOf(event);
    if (linked) {
      event.preventDefault();
      event.stopPropagation();
      void openLinked(app.commands, linked);
    }
  };
  node.addEventListener('click', follow, true);
  return new DisposableDelegate(() => node.removeEventListener('click', follow, true));
}

function linkOf(event: MouseEvent): ILinked | null {
  const isPlain =
    event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  return isPlain && anchor ? linkedPage(anchor.search) : null;
}
