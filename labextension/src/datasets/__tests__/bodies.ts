import type { DatasetBody, ImportTaskBody, VersionBody } from '../types';

export function datasetBody(values: Partial<DatasetBody> = {}): DatasetBody {
  return {
    dataset_id: 'd1',
    dataset_name: 'digits',
    dataset_type: 0,
    next_version_num: 2,
    status: 1,
    data_sources: [{ data_path: 'obs://modelarts/in/' }],
    create_time: 1_760_000_000_000,
    update_time: 1_760_000_000_000,
    description: 'Handwritten',
    current_version_id: 'v1',
    current_version_name: 'V001',
    total_sample_count: 1_797,
    annotated_sample_count: 1_438,
    unlabeled_sample_count: 359,
    hard_sample_count: 0,
    work_path: 'obs://modelarts/out/',
    inner_work_path: 'obs://modelarts/out/digits-d1/',
    inner_annotation_path: 'obs://modelarts/out/digits-d1/annotation/',
    dataset_version_count: 1,
    revision: 7,
    ...values
  };
}

export function taskBody(values: Partial<ImportTaskBody> = {}): ImportTaskBody {
  return {
    task_id: 't1',
    dataset_id: 'd1',
    status: 'COMPLETED',
    import_path: 'obs://modelarts/in/',
    import_type: 0,
    total_sample_count: 4,
    finished_sample_count: 4,
    imported_sample_count: 3,
    annotated_sample_count: 2,
    existing_sample_count: 0,
    skipped_sample_count: 0,
    skipped: [],
    summary: '',
    create_time: 1_760_000_000_000,
    update_ms: 1_760_000_000_000,
    elapsed_time: 2,
    workload_id: 'w1',
    ...values
  };
}

export function versionBody(values: Partial<VersionBody> = {}): VersionBody {
  return {
    version_id: 'v1',
    version_name: 'V001',
    previous_version_id: null,
    status: 1,
    create_time: 1_760_000_000_000,
    update_time: 1_760_000_000_000,
    total_sample_count: 1_797,
    annotated_sample_count: 1_438,
    finished_sample_count: 1_797,
    manifest_path: 'obs://modelarts/out/digits-d1/annotation/V001/V001.manifest',
    data_path: 'obs://modelarts/out/digits-d1/',
    is_current: true,
    train_evaluate_sample_ratio: null,
    remove_sample_usage: true,
    clear_hard_property: true,
    description: '',
    message: '',
    label_stats: [],
    workload_id: null,
    urn: 'urn:modelarts:dataset-version:v1',
    ...values
  };
}
