import { type JSX, useEffect, useState } from 'react';

const GATHER_MS = 250;

export interface ISearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Searches when one stops typing. */
export function SearchField({
  label,
  value,
  onChange
}: ISearchFieldProps): JSX.Element {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) {
      return;
    }
    const timer = window.setTimeout(() => onChange(text), GATHER_MS);
    return () => window.clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <input
      type="search"
      className="jp-ma-input"
      placeholder={label}
      aria-label={label}
      value={text}
      onChange={event => setText(event.target.value)}
    />
  );
}
