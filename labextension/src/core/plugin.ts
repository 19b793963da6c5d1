import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { EventStream } from './events';
import { DOMAIN } from './names';
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
  optional: [ILayoutRestorer, ITranslator],
  provides: IModelArtsPages,
  activate: (
    app: JupyterFrontEnd,
    stream: IModelArtsEvents,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null
  ) => {
    const words = translator ?? nullTranslator;
    return new Pages(app, restorer, {
      rest: new RestClient(app.serviceManager.serverSettings),
      events: stream,
      commands: app.commands,
      trans: words.load(DOMAIN),
      // JupyterLab writes zh_CN where Intl wants zh-CN.
      language: words.languageCode.replace('_', '-')
    });
  }
};

const plugins: JupyterFrontEndPlugin<unknown>[] = [events, pages];

export default plugins;
