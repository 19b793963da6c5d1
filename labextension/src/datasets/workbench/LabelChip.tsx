import type { JSX } from 'react';

import { colorOf, inkOn } from '../labels';

export interface ILabelChipProps {
  name: string;
  color: string | undefined;
}

export function LabelChip({ name, color }: ILabelChipProps): JSX.Element {
  const paint = color ?? colorOf(undefined);
  return (
    <span
      className="jp-ma-label-chip"
      style={{ background: paint, color: inkOn(paint) }}
      title={name}
    >
      {name}
    </span>
  );
}
