import type { JSX } from 'react';

import { FormField } from '../../core/components';
import { ObjectPathInput } from './ObjectPathInput';

export interface IObjectPathFieldProps {
  label: string;
  /** The field's path in the request's body. */
  path?: string;
  value: string;
  onChange: (value: string) => void;
  /** A file may be chosen, not a folder. */
  wantsFile?: boolean;
  hint?: string;
  error?: string | null;
  required?: boolean;
}

/** A field of a form for a place in the object store. */
export function ObjectPathField(props: IObjectPathFieldProps): JSX.Element {
  return (
    <FormField
      label={props.label}
      path={props.path}
      hint={props.hint}
      error={props.error}
      required={props.required}
    >
      {control => (
        <ObjectPathInput
          control={control}
          label={props.label}
          value={props.value}
          wantsFile={props.wantsFile}
          onChange={props.onChange}
        />
      )}
    </FormField>
  );
}
