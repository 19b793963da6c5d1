import type { JSX, ReactNode } from 'react';

import { FormField, type IControlProps } from '../../../core/components';
import { useTrans } from '../../../core/context';
import { useJobForm } from '../../formContext';
import { changesOf, type FieldPath, problemOf } from '../../problems';
import type { Change } from '../../types';
import { fieldWords } from '../../words';

export interface IFieldProps {
  path: FieldPath;
  label: string;
  hint?: ReactNode;
  required?: boolean;
  /** The rows show their own problems. */
  ownProblems?: boolean;
  children: (control: IControlProps) => ReactNode;
}

/** A field with its problem and its difference to the version before. */
export function Field(props: IFieldProps): JSX.Element {
  const { path, ownProblems } = props;
  const form = useJobForm();
  const changes = changesOf(form.changes, path);
  const problem =
    form.isShown(path) && !ownProblems ? problemOf(form.problems, path) : null;
  return (
    <div className={changes.length ? 'jp-ma-changed' : undefined}>
      <FormField
        label={props.label}
        path={path}
        required={props.required}
        error={problem}
        hint={props.hint}
      >
        {props.children}
      </FormField>
      <Changes changes={changes} />
    </div>
  );
}

/** "Argument epochs: was 5, now 10", for the eye and the screen reader. */
function Changes({ changes }: { changes: readonly Change[] }): JSX.Element | null {
  const trans = useTrans();
  if (changes.length === 0) {
    return null;
  }
  return (
    <ul className="jp-ma-changes" aria-label={trans.__('Changed')}>
      {changes.map(change => (
        <li key={change.field}>
          {fieldWords(change.field, trans)}: <del>{change.old ?? trans.__('none')}</del>{' '}
          <ins>{change.new ?? trans.__('none')}</ins>
        </li>
      ))}
    </ul>
  );
}
