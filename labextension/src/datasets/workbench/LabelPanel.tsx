import { type JSX, type KeyboardEvent, type RefObject, useState } from 'react';

import { ErrorNotice, Loading } from '../../core/components';
import { useTrans } from '../../core/context';
import { keyOfLabel, matching } from '../labels';
import { labelNameError } from '../rules';
import type { LabelStats } from '../types';
import { LabelRow } from './LabelRow';
import type { IActions } from './useActions';
import type { LabelingView } from './view';

export interface ILabelPanelProps {
  view: LabelingView;
  actions: IActions;
  input: RefObject<HTMLInputElement>;
  text: string;
  onText: (text: string) => void;
  /** Back to the images. */
  onLeave: () => void;
  /** Shows only the images with a label; null shows all. Missing where all have none. */
  onFilter?: (label: string | null) => void;
}

/** The labels with their keys and counts; typing finds one, or makes one. */
export function LabelPanel(props: ILabelPanelProps): JSX.Element {
  const { view, text } = props;
  const trans = useTrans();
  const { stats, statsError } = view.bench;
  const labels = stats?.label_stats ?? [];
  const found = matching(labels, text);
  return (
    <aside className="jp-ma-labels" aria-label={trans.__('Labels')}>
      <Chosen view={view} />
      <LabelInput {...props} found={found} />
      {!stats &&
        (statsError ? (
          <ErrorNotice
            error={statsError}
            title={trans.__('The labels could not be read.')}
            onRetry={() => void view.bench.readStats()}
          />
        ) : (
          <Loading />
        ))}
      <ul className="jp-ma-label-list">
        {found.map(label => (
          <LabelRow
            key={label.name}
            label={label}
            shortcut={keyOfLabel(labels, label)}
            view={view}
            actions={props.actions}
            onFilter={props.onFilter}
          />
        ))}
      </ul>
      {stats && labels.length === 0 && text === '' && (
        <p className="jp-ma-quiet">
          {trans.__('No labels yet. Type a name above and press Enter to make one.')}
        </p>
      )}
      <KeyHelp />
    </aside>
  );
}

function Chosen({ view }: { view: LabelingView }): JSX.Element {
  const trans = useTrans();
  const count = view.targets.length;
  return (
    <p className="jp-ma-labels-chosen" aria-live="polite">
      {count === 0
        ? trans.__('Choose images, then a label.')
        : trans._n('Label %1 image', 'Label %1 images', count)}
    </p>
  );
}

interface IInputProps extends ILabelPanelProps {
  found: readonly LabelStats[];
}

function LabelInput(props: IInputProps): JSX.Element {
  const { view, actions, text, onText, found } = props;
  const trans = useTrans();
  const [busy, setBusy] = useState(false);
  const name = text.trim();
  const isNew = name !== '' && !found.some(label => label.name === name);
  const error = isNew ? labelNameError(name, trans) : null;
  const add = async (): Promise<void> => {
    setBusy(true);
    const made = view.bench.client.addLabel({ name }).then(refused => {
      const message = refused.results?.find(result => !result.success)?.error_msg;
      if (message) {
        throw new Error(message);
      }
      return view.bench.readStats();
    });
    if (await actions.attempt(trans.__('The label could not be added.'), made)) {
      view.toggle(name);
      onText('');
      props.onLeave();
    }
    setBusy(false);
  };
  const apply = (label: LabelStats): void => {
    view.toggle(label.name);
    onText('');
    props.onLeave();
  };
  const addKeys = found.length > 0 ? 'Shift+Enter' : 'Enter';
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      onText('');
      props.onLeave();
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      if (found.length > 0 && name !== '' && !event.shiftKey) {
        apply(found[0]);
      } else if (isNew && !error && !busy) {
        void add();
      }
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="jp-ma-label-find">
      <input
        ref={props.input}
        type="search"
        value={text}
        placeholder={trans.__('Find or add a label')}
        aria-label={trans.__('Find or add a label')}
        aria-invalid={error !== null}
        spellCheck={false}
        onChange={event => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {error && (
        <p className="jp-ma-field-error" role="alert">
          {error}
        </p>
      )}
      {name !== '' && found.length > 0 && (
        <p className="jp-ma-quiet">{trans.__('Enter: %1', found[0].name)}</p>
      )}
      {isNew && !error && (
        <button
          type="button"
          className="jp-ma-label-add"
          disabled={busy}
          onClick={() => void add()}
        >
          {trans.__('Add label “%1”', name)}
          <kbd>{addKeys}</kbd>
        </button>
      )}
    </div>
  );
}

function KeyHelp(): JSX.Element {
  const trans = useTrans();
  const keys: readonly (readonly [string, string])[] = [
    ['0 … 9', trans.__('Give or take a label')],
    ['A … Z', trans.__('Find a label')],
    ['Space', trans.__('Choose the image')],
    ['Shift+→', trans.__('Choose more')],
    ['Ctrl+A', trans.__('Choose all that are loaded')],
    ['Esc', trans.__('Choose none')],
    ['Enter', trans.__('Large view')],
    ['Ctrl+Z', trans.__('Undo')],
    ['Delete', trans.__('Delete images')]
  ];
  return (
    <details className="jp-ma-labels-help">
      <summary>{trans.__('Keys')}</summary>
      <dl>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
