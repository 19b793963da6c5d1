import { Sanitizer } from '@jupyterlab/apputils';
import { MimeModel } from '@jupyterlab/rendermime';
import { Panel, Widget } from '@lumino/widgets';

import type { PreviewBody, PreviewCell, PreviewOutput } from '../../types';
import type { IGalleryHost } from '../host';

const MARKDOWN = 'text/markdown';
/** Where a picture of Markdown or HTML has the name of an attachment. */
const ATTACHMENT = /(\]\(\s*<?|src\s*=\s*["']?)attachment:([^)\s"'>]+)/g;

/**
 * A notebook to look at: nothing in it can be run, and all of it counts as untrusted, so that
 * JupyterLab's own renderers sanitize it. Buttons that run commands, which a user may allow in
 * notebooks, stay out of it too.
 */
export function notebookView(preview: PreviewBody, host: IGalleryHost): Panel {
  const sanitizer = new Sanitizer();
  sanitizer.setAllowCommandLinker(false);
  const careful = { ...host, rendermime: host.rendermime.clone({ sanitizer }) };
  const panel = new Panel();
  panel.addClass('jp-ma-notebook-cells');
  for (const cell of preview.cells) {
    for (const widget of widgetsOf(cell, preview.language, careful)) {
      panel.addWidget(widget);
    }
  }
  return panel;
}

function widgetsOf(cell: PreviewCell, language: string, host: IGalleryHost): Widget[] {
  switch (cell.kind) {
    case 'markdown':
      return [
        rendered({ [MARKDOWN]: withPictures(cell) }, 'jp-ma-notebook-text', host)
      ];
    case 'code':
      return [
        code(cell.source, language, host),
        ...cell.outputs.map(output => outputOf(output, host))
      ];
    default:
      return [code(cell.source, '', host)];
  }
}

/**
 * The text with the pictures that its cell brings. They are put in before it is rendered: a
 * browser that meets `attachment:` as an address asks for it, and complains.
 */
function withPictures({ source, attachments }: PreviewCell): string {
  return source.replace(ATTACHMENT, (_, before: string, name: string) => {
    return before + (attachments[name] ?? attachments[decoded(name)] ?? '');
  });
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function outputOf(output: PreviewOutput, host: IGalleryHost): Widget {
  const view = rendered(output.data, 'jp-ma-notebook-output', host);
  view.toggleClass('jp-mod-error', output.is_error);
  return view;
}

function rendered(
  data: Record<string, string>,
  name: string,
  { rendermime }: IGalleryHost
): Widget {
  const type = rendermime.preferredMimeType(data, 'ensure');
  if (!type) {
    return new Widget();
  }
  const view = rendermime.createRenderer(type);
  view.addClass(name);
  void view.renderModel(new MimeModel({ data, trusted: false })).catch(() => {
    view.node.textContent = data['text/plain'] ?? data[MARKDOWN] ?? '';
  });
  return view;
}

function code(source: string, language: string, { languages }: IGalleryHost): Widget {
  const node = document.createElement('pre');
  node.textContent = source;
  const view = new Widget({ node });
  view.addClass('jp-ma-notebook-code');
  const found = language ? languages?.findBest(language) : null;
  if (found && languages) {
    const colored = document.createElement('pre');
    void languages.highlight(source, found, colored).then(
      () => node.replaceChildren(...colored.childNodes),
      () => undefined
    );
  }
  return view;
}
