import type {
  TrainingJobBody,
  TrainingStatusBody,
  TrainingVersionBody
} from '../types';

/** A job as the server answers it, with changes. */
export function jobBody(
  status: Partial<TrainingStatusBody> = {},
  metadata: Partial<TrainingJobBody['metadata']> = {}
): TrainingJobBody {
  return {
    kind: 'job',
    metadata: {
      id: 'j1',
      name: 'digits',
      description: '',
      create_time: 1_700_000_000_000,
      user_name: 'ada',
      version: 'V0001',
      version_count: 1,
      pre_version_id: null,
      pre_version: null,
      delete_time: null,
      ...metadata
    },
    status: {
      phase: 'Completed',
      secondary_phase: 'Completed',
      duration: 2_000,
      start_time: 1_700_000_001_000,
      tasks: ['worker-0'],
      task_statuses: [],
      state: 'succeeded',
      reason: '',
      stopping: false,
      progress: null,
      end_time: 1_700_000_003_000,
      failure: null,
      workload_id: 'w1',
      ...status
    },
    algorithm: {
      code_dir: 'digits',
      boot_file: 'train.py',
      engine: {
        engine_id: 'scikit-learn',
        engine_name: 'Scikit_Learn',
        engine_version: '1'
      },
      parameters: [{ name: 'epochs', value: '5' }],
      inputs: [
        {
          name: 'data_url',
          remote: {
            dataset: {
              id: 'd1',
              version_id: 'v1',
              name: 'digits',
              version_name: 'V001'
            }
          }
        }
      ],
      outputs: [
        { name: 'train_url', remote: { obs: { obs_url: 'obs://modelarts/out/' } } },
        { name: 'extra', remote: { obs: { obs_url: 'obs://modelarts/more/' } } }
      ],
      environments: { SEED: '1' },
      metrics: [{ name: 'loss', regex: 'loss=(.*)', mode: 'min' }]
    },
    spec: {
      resource: {
        flavor_id: 'small',
        flavor_name: '1 CPU, 2 GiB',
        pool_id: 'local',
        flavor_detail: {
          flavor_type: 'CPU',
          flavor_info: {
            cpu: { arch: 'x86', core_num: 1 },
            memory: { size: 2, unit: 'GB' }
          }
        }
      },
      log_export_path: { obs_url: '' }
    }
  };
}

export function versionBody(
  version: string,
  epochs: string | null,
  accuracy: number | null
): TrainingVersionBody {
  return {
    id: version,
    version,
    description: '',
    state: 'succeeded',
    phase: 'Completed',
    create_time: 0,
    duration: 1_000,
    parameters: [
      { name: 'seed', value: '1' },
      ...(epochs ? [{ name: 'epochs', value: epochs }] : [])
    ],
    metrics:
      accuracy === null
        ? []
        : [{ name: 'accuracy', mode: 'max', last: accuracy, best: accuracy }]
  };
}
