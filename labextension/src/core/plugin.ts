import {
  ILayoutRestorer,
  IRouter,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { EventStream } from './events';
import { followLinks, LINK, linkedPage, openLinked, withoutLink } from './links';
import { COMMANDS, DOMAIN } from './names';
import { Pages } from './pages';
import { RestClient } from './request';
import { IModelArtsEvents, IModelArtsPages } from './tokens';

const events: JupyterFrontEndPlugin<IModelArtsEvents> = {
  id: 'jupyter_modelarts:events',
  description: 'The one event stream of the page.',
  autoStart: true,
  provides: IModelArtsEvents,
  activate: (app: JupyterFrontEnd) => new EventStream(app.serviceManager.serverSettings)
};

const pages: JupyterFrontEndPlugin<IModelArtsPages> = {
  id: 'jupyter_modelarts:pages',
  description: 'Opens the pages of ModelArts and brings them back after a reload.',
  autoStart: true,
  requires: [IModelArtsEvents],
  optional: [ILayoutRestorer, ICommandPalette, ITranslator],
  provides: IModelArtsPages,
  activate: (
    app: JupyterFrontEnd,
    stream: IModelArtsEvents,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const words = translator ?? nullTranslator;
    return new Pages(app, restorer, palette, {
      rest: new RestClient(app.serviceManager.serverSettings),
      events: stream,
      commands: app.commands,
      trans: words.load(DOMAIN),
      // JupyterLab writes zh_CN where Intl wants zh-CN.
      language: words.languageCode.replace('_', '-')
    });
  }
};

const links: JupyterFrontEndPlugin<void> = {
  id: 'jupyter_modelarts:links',
  description: 'Opens the page that an address or a link in a notebook names.',
  autoStart: true,
  requires: [IModelArtsPages],
  optional: [IRouter],
  activate: (app: JupyterFrontEnd, _: IModelArtsPages, router: IRouter | null) => {
    followLinks(app, document.body);
    const command = `${COMMANDS}:follow-link`;
    app.commands.addCommand(command, {
      describedBy: {
        args: { type: 'object', properties: { search: { type: 'string' } } }
      },
      execute: args => {
        const { path, search = '', hash = '' } = args as unknown as IRouter.ILocation;
        const linked = linkedPage(search);
        if (linked) {
          // Routing must not wait for the layout, which waits for routing.
          void app.restored.then(async () => {
            await openLinked(app.commands, linked);
            router?.navigate(`${path}${withoutLink(search)}${hash}`, {
              skipRouting: true
            });
          });
        }
      }
    });
    router?.register({ command, pattern: LINK });
  }
};

const plugins: JupyterFrontEndPlugin<unknown>[] = [events, pages, links];

export default plugins;
