import type { JSX } from 'react';

import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { labeledShare } from '../state';
import type { DatasetBody } from '../types';

/** How many of a dataset's images are labeled, in numbers and as a bar. */
export function LabeledBar({ dataset }: { dataset: DatasetBody }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const { annotated_sample_count: labeled, total_sample_count: total } = dataset;
  if (total === 0) {
    return <span className="jp-ma-quiet">{trans.__('no images yet')}</span>;
  }
  const share = labeledShare(dataset);
  const words = trans.__(
    '%1 of %2 images labeled',
    format.count(labeled),
    format.count(total)
  );
  return (
    <span className="jp-ma-labeled" title={format.percent(share)}>
      <span className="jp-ma-labeled-words">{words}</span>
      <span
        className="jp-ma-progress-track"
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
      >
        <span className="jp-ma-progress-bar" style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}
