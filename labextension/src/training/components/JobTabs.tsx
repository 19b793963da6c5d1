import type { JSX } from 'react';

import { LogView } from '../../compute/components/LogView';
import { UsageCharts } from '../../compute/components/UsageCharts';
import { type ITabItem, Tabs, usePointTabs } from '../../core/components';
import { useModelArts } from '../../core/context';
import { TrainingClient } from '../client';
import { isLive, jobTitle } from '../state';
import { TRAINING_JOB } from '../tokens';
import type { TrainingJobBody, TrainingVersionBody } from '../types';
import { stepWords } from '../words';
import { Comparison } from './Comparison';
import { Configuration } from './Configuration';
import { Metrics } from './Metrics';

export interface IJobTabsProps {
  job: TrainingJobBody;
  versions: readonly TrainingVersionBody[];
  selected: string | undefined;
  onSelect: (tab: string) => void;
  onVersion: (id: string) => void;
}

export function JobTabs(props: IJobTabsProps): JSX.Element {
  const { job, versions } = props;
  const { trans } = useModelArts();
  const own: ITabItem[] = [
    {
      id: 'configuration',
      label: trans.__('Configuration'),
      render: () => <Scrolling>{<Configuration job={job} />}</Scrolling>
    },
    { id: 'log', label: trans.__('Log'), render: () => <Log job={job} /> },
    {
      id: 'metrics',
      label: trans.__('Metrics'),
      render: () => <Scrolling>{<Metrics job={job} />}</Scrolling>
    },
    {
      id: 'resources',
      label: trans.__('Resources'),
      render: () => <Scrolling>{<Resources job={job} />}</Scrolling>
    }
  ];
  if (versions.length > 1) {
    own.push({
      id: 'versions',
      label: trans.__('Versions'),
      badge: String(versions.length),
      render: () => (
        <Scrolling>
          <Comparison
            versions={versions}
            current={job.metadata.id}
            onSelect={props.onVersion}
          />
        </Scrolling>
      )
    });
  }
  const tabs = usePointTabs(TRAINING_JOB, job, own);
  return (
    <Tabs
      label={jobTitle(job)}
      tabs={tabs}
      selected={props.selected}
      onSelect={props.onSelect}
    />
  );
}

function Scrolling({ children }: { children: JSX.Element }): JSX.Element {
  return <div className="jp-ma-scrolling">{children}</div>;
}

function Log({ job }: { job: TrainingJobBody }): JSX.Element {
  const { rest, trans } = useModelArts();
  return (
    <LogView
      key={job.status.workload_id}
      workloadId={job.status.workload_id}
      isLive={isLive(job)}
      waiting={stepWords(job, trans)}
      downloadUrl={new TrainingClient(rest).logUrl(job.metadata.id)}
    />
  );
}

function Resources({ job }: { job: TrainingJobBody }): JSX.Element {
  const { cpu, memory } = job.spec.resource.flavor_detail.flavor_info;
  const isGb = (memory.unit ?? 'GB') === 'GB';
  return (
    <UsageCharts
      workloadId={job.status.workload_id}
      isLive={isLive(job)}
      cpu={cpu.core_num}
      memoryMb={isGb ? memory.size * 1024 : memory.size}
    />
  );
}
