// Generated from the schemas of jupyter_modelarts/home: do not edit.

import type { Progress, State } from '../compute/types';

export type AttentionKind = 'failed_job' | 'failed_work' | 'unlabeled';

export interface AttentionBody {
  item: string;
  mark: number;
  kind: AttentionKind;
  urn: string;
  workload_id?: string | null;
  name: string;
  message?: string;
  count?: number;
  since: number;
}

export interface DismissRequest {
  item: string;
  mark: number;
}

export interface DismissedBody {
  item: string;
  mark: number;
}

export interface HomeBody {
  is_new: boolean;
  running: RunningBody[];
  attention: AttentionBody[];
  recent: RecentBody[];
  starts: StartBody[];
  sample_data: SampleDataBody;
  survives_server: boolean;
  survival_note: string;
}

export interface RecentBody {
  kind: RecentKind;
  id: string;
  urn: string;
  name: string;
  update_time: number;
  total?: number;
  unlabeled?: number;
  state?: State | null;
  version?: string;
}

export type RecentKind = 'dataset' | 'job';

export interface RunningBody {
  workload_id: string;
  kind: string;
  name: string;
  owner_urn: string;
  state: State;
  reason: string;
  progress: Progress | null;
  create_time: number;
  start_time: number | null;
}

export interface SampleDataBody {
  state: SampleState;
  workload_id?: string | null;
  dataset_id?: string | null;
  progress?: Progress | null;
  message?: string;
}

export type SampleState = 'absent' | 'running' | 'ready' | 'failed';

export interface StartBody {
  kind: StartKind;
  dataset_id?: string | null;
  dataset_name?: string;
  version_id?: string | null;
}

export type StartKind = 'label' | 'train';
