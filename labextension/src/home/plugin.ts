import {
  ILabShell,
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ILauncher } from '@jupyterlab/launcher';
import { IStateDB } from '@jupyterlab/statedb';

import { logoIcon } from '../core/icons';
import { COMMANDS } from '../core/names';
import { type IModelArtsContext, IModelArtsPages } from '../core/tokens';
import { KeptSet } from './kept';
import { HOME, NEW_DATASET, NEW_JOB } from './places';
import { SidebarWidget } from './widget';

const HOME_COMMAND = `${COMMANDS}:home`;
const SAMPLE_COMMAND = `${COMMANDS}:get-sample-data`;
const CLOSED_KEY = `${COMMANDS}:closed-branches`;
const GREETED_KEY = `${COMMANDS}:greeted`;
const LAUNCHER_PLACES = [HOME, NEW_DATASET, NEW_JOB];

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter_modelarts:home',
  description: 'The home page, the sidebar and the cards in the launcher.',
  autoStart: true,
  requires: [IModelArtsPages],
  optional: [ILabShell, ILayoutRestorer, ILauncher, ICommandPalette, IStateDB],
  activate: (
    app: JupyterFrontEnd,
    pages: IModelArtsPages,
    shell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    launcher: ILauncher | null,
    palette: ICommandPalette | null,
    state: IStateDB | null
  ) => {
    const { context } = pages;
    registerHome(app, context, palette);
    if (shell) {
      addSidebar(app, context, restorer, state);
    }
    void app.restored.then(() => {
      addCards(context, launcher);
      return greet(context, state);
    });
  }
};

function registerHome(
  app: JupyterFrontEnd,
  context: IModelArtsContext,
  palette: ICommandPalette | null
): void {
  const { trans } = context;
  context.pages.register({
    name: HOME.page,
    label: trans.__('ModelArts Home'),
    title: () => trans.__('ModelArts'),
    icon: logoIcon,
    key: () => HOME.page,
    load: () => import('./components/HomePage').then(module => module.default)
  });
  app.commands.addCommand(HOME_COMMAND, {
    label: trans.__('ModelArts Home'),
    icon: logoIcon,
    describedBy: { args: { type: 'object', properties: {} } },
    execute: () => context.pages.open(HOME.page)
  });
  app.commands.addCommand(SAMPLE_COMMAND, {
    label: trans.__('Get the sample data'),
    describedBy: { args: { type: 'object', properties: {} } },
    execute: async () => {
      const [{ HomeClient }, { newIdempotencyKey }] = await Promise.all([
        import('./client'),
        import('../core/request')
      ]);
      await new HomeClient(context.rest).makeSampleData(newIdempotencyKey());
      await context.pages.open(HOME.page);
    }
  });
  palette?.addItem({ command: HOME_COMMAND, category: trans.__('ModelArts') });
}

function addSidebar(
  app: JupyterFrontEnd,
  context: IModelArtsContext,
  restorer: ILayoutRestorer | null,
  state: IStateDB | null
): void {
  const sidebar = new SidebarWidget(context, new KeptSet(state, CLOSED_KEY));
  app.shell.add(sidebar, 'left', { rank: 150 });
  restorer?.add(sidebar, sidebar.id);
}

/** The cards, once every slice has said what it has. */
function addCards(context: IModelArtsContext, launcher: ILauncher | null): void {
  LAUNCHER_PLACES.map(place => `${COMMANDS}:open-${place.page}`)
    .filter(command => context.commands.hasCommand(command))
    .forEach((command, rank) =>
      launcher?.add({ command, category: context.trans.__('ModelArts'), rank })
    );
}

/** Opens the home page by itself, once for each workspace. */
async function greet(
  context: IModelArtsContext,
  state: IStateDB | null
): Promise<void> {
  if (state && (await state.fetch(GREETED_KEY)) === undefined) {
    await state.save(GREETED_KEY, true);
    await context.pages.open(HOME.page);
  }
}

export default plugin;
