import { type DragEvent, type JSX, useEffect, useId, useRef, useState } from 'react';

import { ActionButton } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat } from '../../core/hooks';

export interface IFileInputProps {
  /** The parameter's name, as `images`. */
  name: string;
  /** Nothing but a file counts. */
  value: File | string | undefined;
  onChange: (file: File) => void;
}

/** A file to choose or to drop, an image of it where it is one. */
export function FileInput({ name, value, onChange }: IFileInputProps): JSX.Element {
  const file = value instanceof File ? value : null;
  const { trans } = useModelArts();
  const format = useFormat();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    if (files && files.length > 0) {
      onChange(files[0]);
    }
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div className="jp-ma-field">
      <label htmlFor={id}>{name}</label>
      <div
        className={`jp-ma-file-drop${isOver ? ' jp-mod-over' : ''}`}
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        {file ? (
          <Preview file={file} />
        ) : (
          <span className="jp-ma-quiet">{trans.__('Drop an image here, or')}</span>
        )}
        <input
          ref={input}
          id={id}
          className="jp-ma-hidden-input"
          type="file"
          onChange={event => take(event.target.files)}
        />
        <ActionButton
          label={file ? trans.__('Choose another…') : trans.__('Choose an image…')}
          onClick={() => input.current?.click()}
        />
        {file && (
          <span className="jp-ma-quiet">
            {file.name}, {format.bytes(file.size)}
          </span>
        )}
      </div>
    </div>
  );
}

/** The image itself; what the browser cannot draw is named only. */
function Preview({ file }: { file: File }): JSX.Element | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    // An SVG is a document that may carry scripts: it is named, never drawn.
    if (!file.type.startsWith('image/') || file.type.includes('svg')) {
      setUrl(null);
      return undefined;
    }
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url ? (
    <img
      className="jp-ma-file-drop-image"
      src={url}
      alt={file.name}
      onError={() => setUrl(null)}
    />
  ) : null;
}
