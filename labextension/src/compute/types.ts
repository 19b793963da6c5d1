export type Mode = 'run' | 'serve';

export type State =
  | 'queued'
  | 'starting'
  | 'running'
  | 'stopping'
  | 'succeeded'
  | 'failed'
  | 'stopped'
  | 'lost';

export type Phase = 'environment' | 'inputs' | 'code' | 'outputs';

export type Wanted = 'running' | 'stopped';

export interface Resources {
  cpu: number;
  memory_mb: number;
  gpus: number;
}

export interface Traceback {
  text: string;
  file: string | null;
  line: number | null;
}

export interface PortState {
  name: string;
  address: string;
  health: string;
  task: number;
}

export interface Progress {
  phase: string;
  done: number | null;
  total: number | null;
  detail: string;
}

export interface UsageSample {
  at: number;
  cpu_percent: number;
  memory_bytes: number;
  gpu_percent: number | null;
  gpu_memory_bytes: number | null;
}

export interface UsageBody {
  samples: UsageSample[];
}

export interface LogChunk {
  offset: number;
  next_offset: number;
  size: number;
  text: string;
  dropped: number;
  ended: boolean;
}

export interface WorkloadBody {
  workload_id: string;
  kind: string;
  name: string;
  mode: Mode;
  owner_urn: string;
  parent_id: string | null;
  pool_id: string;
  state: State;
  wanted: Wanted;
  failure_phase: Phase | null;
  reason: string;
  traceback: Traceback | null;
  attempt: number;
  resources: Resources;
  progress: Progress | null;
  ports: PortState[];
  create_time: number;
  start_time: number | null;
  end_time: number | null;
}

export interface WorkloadListBody {
  total_count: number;
  workloads: WorkloadBody[];
  next_marker: string | null;
}
