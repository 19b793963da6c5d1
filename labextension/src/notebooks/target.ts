import type { NotebookPanel } from '@jupyterlab/notebook';

const KERNEL_PREFIX = 'modelarts-';

/** What of a notebook is converted; made anew for each conversion. */
export interface ITarget {
  /** Below the work directory, or an object's URI. */
  path: string;
  /** The places of the selected cells; null for all. */
  cells: number[] | null;
  /** The tags that cells of the notebook have; none where it is not open. */
  tags: readonly string[];
  /** The engine whose kernel the notebook runs on; null where it is another kernel. */
  engine: string | null;
  /** Saves what is not saved. Rejects with a sentence where that does not work. */
  save: () => Promise<void>;
  /** Shows the written file, as the server names it, where files are listed and open. */
  written: (path: string) => Promise<void>;
  /** Shows a cell. */
  show: (cell: number) => void;
}

export interface ITargetOptions {
  onlySelected: boolean;
  /** The sentence for a notebook that could not be saved. */
  notSaved: string;
  written: ITarget['written'];
}

/** The notebook in a panel, or its selected cells. */
export function targetOf(
  panel: NotebookPanel,
  path: string,
  { onlySelected, notSaved, written }: ITargetOptions
): ITarget {
  const { content, context } = panel;
  const places = content.widgets.flatMap((cell, index) =>
    content.isSelectedOrActive(cell) ? [index] : []
  );
  const kernel =
    panel.sessionContext.session?.kernel?.name ??
    panel.sessionContext.kernelPreference.name ??
    '';
  return {
    path,
    cells: onlySelected ? places : null,
    tags: tagsIn(panel),
    engine: engineOf(kernel),
    save: async () => {
      if (context.model.dirty) {
        await context.save();
      }
      if (context.model.dirty) {
        throw new Error(notSaved);
      }
    },
    written,
    show: cell => {
      content.activeCellIndex = cell;
      void content.scrollToItem(cell);
    }
  };
}

function tagsIn({ content }: NotebookPanel): string[] {
  const tags = content.widgets.flatMap(cell => {
    const found: unknown = cell.model.getMetadata('tags');
    return Array.isArray(found) ? found.filter(tag => typeof tag === 'string') : [];
  });
  return [...new Set(tags)].sort();
}

/** The engine that a kernel belongs to. */
export function engineOf(kernel: string): string | null {
  return kernel.startsWith(KERNEL_PREFIX) ? kernel.slice(KERNEL_PREFIX.length) : null;
}

/** "sub/digits.ipynb" with `.train.py`: "digits.train.py". */
export function scriptName(path: string, ending: string): string {
  return fileName(path).replace(/\.ipynb$/i, '') + ending;
}

/** The last name of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
