import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import { CommandRegistry } from '@lumino/commands';
import { act } from '@testing-library/react';
import { Panel, Widget } from '@lumino/widgets';

import { PageWidget } from '../PageWidget';
import { Pages } from '../pages';
import { logoIcon } from '../icons';
import { testContext } from '../testing';
import { type IPage, PagePoint } from '../tokens';

interface IThing {
  name: string;
}

interface IMade {
  pages: Pages;
  main: Panel;
  restored: string[];
  offered: string[];
}

function makePages(): IMade {
  const main = new Panel();
  Widget.attach(main, document.body);
  const restored: string[] = [];
  const app = {
    commands: new CommandRegistry(),
    shell: {
      add: (widget: Widget) => main.addWidget(widget),
      activateById: () => undefined
    }
  } as unknown as JupyterFrontEnd;
  const restorer = {
    restore: async (_: unknown, options: { command: string }) => {
      restored.push(options.command);
    }
  } as unknown as ILayoutRestorer;
  const offered: string[] = [];
  const palette = {
    addItem: ({ command }: { command: string }) => offered.push(command)
  } as unknown as ICommandPalette;
  const pages = new Pages(app, restorer, palette, testContext());
  return { pages, main, restored, offered };
}

const PAGE: IPage = {
  name: 'thing',
  label: 'Open Thing',
  title: args => `Thing ${String(args.id)}`,
  icon: logoIcon,
  args: ['id'],
  load: async () => () => <p>a thing</p>
};

describe('Pages', () => {
  it('opens one tab for one key, and gives it the newest arguments', async () => {
    const { pages, main, restored } = makePages();
    pages.register(PAGE);
    await act(async () => {
      await pages.open('thing', { id: '1' });
      await pages.open('thing', { id: '2' });
      await pages.open('thing', { id: '1', tab: 'versions' });
    });
    const widgets = main.widgets as PageWidget<{ id: string }>[];
    expect(widgets.map(widget => widget.title.label)).toEqual(['Thing 1', 'Thing 2']);
    expect(widgets[0].args).toEqual({ id: '1', tab: 'versions' });
    expect(restored).toEqual(['modelarts:open-thing']);
  });

  it('offers in the palette what needs no arguments', () => {
    const { pages, offered } = makePages();
    pages.register(PAGE);
    pages.register({ ...PAGE, name: 'things', inPalette: true });
    expect(offered).toEqual(['modelarts:open-things']);
  });

  it('makes a new tab where the one of the key was closed', async () => {
    const { pages, main } = makePages();
    pages.register(PAGE);
    await act(async () => {
      await pages.open('thing', { id: '1' });
    });
    const closed = main.widgets[0];
    await act(async () => {
      closed.close();
      await pages.open('thing', { id: '1' });
    });
    expect(closed.isDisposed).toBe(true);
    expect(main.widgets.map(widget => widget.title.label)).toEqual(['Thing 1']);
  });

  it('keeps the tabs of a point in the order of their ranks', () => {
    const { pages } = makePages();
    const point = new PagePoint<IThing>('thing');
    const load = async (): Promise<() => null> => () => null;
    pages.addTab(point, { id: 'late', label: 'Late', rank: 90, load });
    const early = pages.addTab(point, { id: 'early', label: 'Early', rank: 5, load });
    expect(pages.tabs(point).map(tab => tab.id)).toEqual(['early', 'late']);
    early.dispose();
    expect(pages.tabs(point).map(tab => tab.id)).toEqual(['late']);
    expect(() =>
      pages.addTab(point, { id: 'late', label: '', rank: 1, load })
    ).toThrow();
  });
});
