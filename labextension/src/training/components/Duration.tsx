import type { JSX } from 'react';

import { useFormat, useNow } from '../../core/hooks';
import { durationOf, isLive } from '../state';
import type { TrainingJobBody } from '../types';

/** How long a job has run; the seconds of a live one count on. */
export function Duration({ job }: { job: TrainingJobBody }): JSX.Element {
  return isLive(job) ? <Counting job={job} /> : <Still job={job} now={0} />;
}

function Counting({ job }: { job: TrainingJobBody }): JSX.Element {
  return <Still job={job} now={useNow(1_000)} />;
}

function Still({ job, now }: { job: TrainingJobBody; now: number }): JSX.Element {
  const format = useFormat();
  const duration = durationOf(job, now);
  return <span>{duration === null ? '–' : format.duration(duration)}</span>;
}
