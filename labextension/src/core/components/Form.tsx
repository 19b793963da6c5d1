import {
  createContext,
  type FormEvent,
  type JSX,
  type ReactNode,
  useContext,
  useId
} from 'react';

import { ResponseError } from '../request';
import { ErrorNotice } from './ErrorNotice';

const ErrorContext = createContext<unknown>(null);

export interface IFormProps {
  label: string;
  onSubmit: () => void;
  /** What the server answered. A sentence about one of `fields` appears under that field. */
  error?: unknown;
  /** The paths of the fields on this form, as `metadata.name`. */
  fields?: readonly string[];
  children: ReactNode;
}

/** A form whose errors stand where the mistake is, or above it all. */
export function Form(props: IFormProps): JSX.Element {
  const { error, fields = [] } = props;
  const isPlaced = error instanceof ResponseError && fields.includes(error.field ?? '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <ErrorContext.Provider value={error}>
      <form
        className="jp-ma-form"
        aria-label={props.label}
        onSubmit={submit}
        noValidate
      >
        {Boolean(error) && !isPlaced && <ErrorNotice error={error} />}
        {props.children}
      </form>
    </ErrorContext.Provider>
  );
}

/** What a field's control spreads: its name, its description and its error for screen readers. */
export interface IControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
  'aria-required': boolean | undefined;
}

export interface IFormFieldProps {
  label: string;
  /** The field's path in the request's body. */
  path?: string;
  hint?: ReactNode;
  /** What is wrong with it, found in the browser; the server's sentence comes by `path`. */
  error?: string | null;
  required?: boolean;
  children: (control: IControlProps) => ReactNode;
}

export function FormField(props: IFormFieldProps): JSX.Element {
  const id = useId();
  const error = useFieldError(props.path) ?? props.error;
  const described = [props.hint && `${id}-hint`, error && `${id}-error`].filter(
    Boolean
  );
  const control: IControlProps = {
    id,
    'aria-describedby': described.join(' ') || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': props.required || undefined
  };
  return (
    <div className={`jp-ma-field${error ? ' jp-mod-error' : ''}`}>
      <label htmlFor={id}>
        {props.label}
        {props.required && <span aria-hidden="true"> *</span>}
      </label>
      {props.children(control)}
      {props.hint && (
        <div id={`${id}-hint`} className="jp-ma-field-hint">
          {props.hint}
        </div>
      )}
      {error && (
        <div id={`${id}-error`} className="jp-ma-field-error" role="alert">
          {error}
        </div>
      )}
    </div>
  );
}

function useFieldError(path: string | undefined): string | null {
  const error = useContext(ErrorContext);
  if (!path || !(error instanceof ResponseError) || error.field !== path) {
    return null;
  }
  // The server repeats the path before the sentence, for programs.
  const prefix = `${path}: `;
  const sentence = error.errorMsg;
  return sentence.startsWith(prefix) ? sentence.slice(prefix.length) : sentence;
}
