import type { JupyterFrontEnd } from '@jupyterlab/application';
import { CommandRegistry } from '@lumino/commands';

import { followLinks, linkedPage, withoutLink } from '../links';

describe('links', () => {
  it('reads a page and an id, and nothing else', () => {
    expect(linkedPage('?modelarts=training-job/a1-b')).toEqual({
      page: 'training-job',
      id: 'a1-b'
    });
    expect(linkedPage('?reset&modelarts=dataset%2F7')).toEqual({
      page: 'dataset',
      id: '7'
    });
    expect(linkedPage('?modelarts=dataset/../x')).toBeNull();
    expect(linkedPage('?other=dataset/7')).toBeNull();
    expect(withoutLink('?modelarts=dataset/7&reset=')).toBe('?reset=');
  });

  it('opens what is clicked on here, and leaves other links alone', async () => {
    const opened: unknown[] = [];
    const commands = new CommandRegistry();
    commands.addCommand('modelarts:open-dataset', {
      execute: args => opened.push(args.id)
    });
    const following = followLinks(
      { commands } as unknown as JupyterFrontEnd,
      document.body
    );
    document.body.innerHTML =
      '<a id="ours" href="http://elsewhere/lab?modelarts=dataset/7"><b>open</b></a>' +
      '<a id="none" href="#top">top</a>';
    const click = (selector: string, init: MouseEventInit = {}): boolean =>
      document
        .querySelector(selector)!
        .dispatchEvent(
          new MouseEvent('click', { bubbles: true, cancelable: true, ...init })
        );
    expect(click('#ours b')).toBe(false);
    expect(click('#none')).toBe(true);
    await Promise.resolve();
    expect(opened).toEqual(['7']);
    following.dispose();
    document.body.innerHTML = '';
  });
});
