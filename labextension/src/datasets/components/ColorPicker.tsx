import { type FocusEvent, type JSX, type KeyboardEvent, useRef, useState } from 'react';

import { useTrans } from '../../core/context';
import { PALETTE } from '../labels';

export interface IColorPickerProps {
  /** Six hexadecimal digits, as `#3399ff`. */
  color: string;
  label: string;
  onChange: (color: string) => void;
}

const COLOR = /^#[0-9a-f]{6}$/i;

/** A palette, and a field for any other colour. */
export function ColorPicker({
  color,
  label,
  onChange
}: IColorPickerProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const onBlur = (event: FocusEvent): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) {
      setOpen(false);
    }
  };
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      close();
    }
  };
  return (
    <span className="jp-ma-color" onBlur={onBlur} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        className="jp-ma-swatch"
        style={{ background: color }}
        aria-label={label}
        title={`${label}: ${color}`}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <Palette color={color} label={label} onChange={onChange} close={close} />
      )}
    </span>
  );
}

function Palette(props: IColorPickerProps & { close: () => void }): JSX.Element {
  const { color, onChange, close } = props;
  const trans = useTrans();
  const [text, setText] = useState(color);
  const type = (typed: string): void => {
    setText(typed);
    const wanted = typed.startsWith('#') ? typed : `#${typed}`;
    if (COLOR.test(wanted)) {
      onChange(wanted.toLowerCase());
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      close();
    }
  };
  return (
    <span className="jp-ma-colors" role="group" aria-label={props.label}>
      {PALETTE.map(one => (
        <button
          key={one}
          type="button"
          className="jp-ma-swatch"
          style={{ background: one }}
          aria-label={one}
          aria-pressed={one === color}
          onClick={() => {
            onChange(one);
            close();
          }}
        />
      ))}
      <input
        className="jp-ma-mono"
        aria-label={trans.__('Hexadecimal colour')}
        aria-invalid={
          !COLOR.test(text.startsWith('#') ? text : `#${text}`) || undefined
        }
        value={text}
        maxLength={7}
        spellCheck={false}
        onKeyDown={onKeyDown}
        onChange={event => type(event.target.value)}
      />
    </span>
  );
}
