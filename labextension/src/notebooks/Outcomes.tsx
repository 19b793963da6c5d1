import type { JSX } from 'react';

import { ContextWidget } from '../core/context';
import type { IModelArtsContext } from '../core/tokens';
import { NoteList } from './components/NoteList';
import type { ITarget } from './target';
import type { ConversionBody } from './types';

export interface IOutcome {
  target: ITarget;
  made: ConversionBody;
}

/** What conversions made of notebooks: the arguments of the files, and what differs. */
export class Outcomes extends ContextWidget {
  constructor(
    context: IModelArtsContext,
    private readonly outcomes: readonly IOutcome[],
    private readonly onShow: (cell: number, target: ITarget) => void
  ) {
    super(context);
  }

  protected content(): JSX.Element {
    return (
      <div className="jp-ma-convert jp-ma-convert-outcomes">
        {this.outcomes.map(outcome => this.outcome(outcome))}
      </div>
    );
  }

  private outcome({ target, made }: IOutcome): JSX.Element {
    const { trans } = this.context;
    const names = made.arguments.map(({ name }) => `--${name}`);
    return (
      <section key={made.path}>
        {this.outcomes.length > 1 && <h3>{made.path}</h3>}
        {names.length > 0 && <p>{trans.__('Its arguments: %1', names.join(', '))}</p>}
        {made.notes.length > 0 && (
          <>
            <p>{trans.__('The script differs from the notebook in these cells:')}</p>
            <NoteList notes={made.notes} onShow={cell => this.onShow(cell, target)} />
          </>
        )}
      </section>
    );
  }
}
