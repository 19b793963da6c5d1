import { addIcon, closeIcon } from '@jupyterlab/ui-components';
import { type ClipboardEvent, type JSX, type KeyboardEvent, useRef } from 'react';

import { ActionButton, FormField, type IControlProps } from '../../core/components';
import { useTrans } from '../../core/context';
import { type ILabelDraft, labelProblem, newLabel, withNames } from '../draft';
import { ColorPicker } from './ColorPicker';

export interface ILabelSetFieldProps {
  labels: readonly ILabelDraft[];
  error: string | null;
  onChange: (labels: readonly ILabelDraft[]) => void;
}

/** The labels of a new dataset with their colours; Enter goes on to the next. */
export function LabelSetField(props: ILabelSetFieldProps): JSX.Element {
  const trans = useTrans();
  return (
    <FormField
      path="labels"
      label={trans.__('Label set')}
      error={props.error}
      hint={trans.__(
        'Labels can come later too: with an import, or while labeling. Several names can be pasted with commas between them.'
      )}
    >
      {control => <LabelRows control={control} {...props} />}
    </FormField>
  );
}

function LabelRows(
  props: ILabelSetFieldProps & { control: IControlProps }
): JSX.Element {
  const { labels, onChange, control } = props;
  const trans = useTrans();
  const rows = useRef<HTMLDivElement>(null);
  const add = (): void => {
    onChange([...labels, newLabel(labels)]);
    window.setTimeout(() => {
      const inputs =
        rows.current?.querySelectorAll<HTMLInputElement>('.jp-ma-newlabel-name');
      inputs?.[inputs.length - 1]?.focus();
    });
  };
  return (
    <div
      id={control.id}
      ref={rows}
      className="jp-ma-rows"
      role="group"
      aria-label={trans.__('Label set')}
      aria-describedby={control['aria-describedby']}
    >
      {labels.map((label, at) => (
        <LabelRow
          key={at}
          label={label}
          isWrong={labelProblem(labels, at, trans) !== null}
          onName={text => onChange(withNames(labels, at, text))}
          onColor={color =>
            onChange(labels.map((one, i) => (i === at ? { ...one, color } : one)))
          }
          onEnter={add}
          onRemove={() => onChange(labels.filter((_, i) => i !== at))}
        />
      ))}
      <div>
        <ActionButton icon={addIcon} label={trans.__('Add a label')} onClick={add} />
      </div>
    </div>
  );
}

interface ILabelRowProps {
  label: ILabelDraft;
  isWrong: boolean;
  onName: (text: string) => void;
  onColor: (color: string) => void;
  onEnter: () => void;
  onRemove: () => void;
}

function LabelRow(props: ILabelRowProps): JSX.Element {
  const { label } = props;
  const trans = useTrans();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      props.onEnter();
    }
  };
  const onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text');
    // The field itself would drop the ends of the lines.
    if (/\n/.test(text.trim())) {
      event.preventDefault();
      props.onName(text);
    }
  };
  return (
    <div className="jp-ma-pair">
      <ColorPicker
        color={label.color}
        label={trans.__('Colour of %1', label.name || trans.__('the label'))}
        onChange={props.onColor}
      />
      <input
        className="jp-ma-newlabel-name"
        aria-label={trans.__('Name of the label')}
        aria-invalid={props.isWrong || undefined}
        placeholder={trans.__('Name of the label')}
        value={label.name}
        spellCheck={false}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onChange={event => props.onName(event.target.value)}
      />
      <ActionButton
        iconOnly
        icon={closeIcon}
        label={trans.__('Remove')}
        onClick={props.onRemove}
      />
    </div>
  );
}
