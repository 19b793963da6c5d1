import { Fragment, type JSX, type ReactNode } from 'react';

export interface IKeyValueProps {
  /** Rows whose value is null or undefined are left out. */
  rows: readonly (readonly [label: string, value: ReactNode])[];
}

export function KeyValue({ rows }: IKeyValueProps): JSX.Element {
  const shown = rows.filter(([, value]) => value !== null && value !== undefined);
  return (
    <dl className="jp-ma-keyvalue">
      {shown.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
