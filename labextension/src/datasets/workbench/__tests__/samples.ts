import type {
  SampleBody,
  SampleUpdate,
  StatsAnswer,
  UpdateSamplesAnswer
} from '../../types';

export function sampleBody(
  id: string,
  labels: readonly string[] = [],
  revision = 1
): SampleBody {
  return {
    sample_id: id,
    sample_name: `${id}.png`,
    sample_size: 100,
    source: `obs://b/${id}.png`,
    labels: labels.map(name => ({ name })),
    metadata: {},
    sample_time: 0,
    sample_status: labels.length > 0 ? 'MANUAL_ANNOTATION' : 'UN_ANNOTATION',
    revision,
    etag: 'e'
  };
}

export function statsAnswer(
  counts: Readonly<Record<string, number>>,
  total = 10
): StatsAnswer {
  const label_stats = Object.entries(counts).map(([name, count]) => ({
    name,
    property: { '@modelarts:color': '#3399ff' },
    count,
    sample_count: count
  }));
  const samples = {
    un_annotation: total,
    manual_annotation: 0,
    all: total,
    total,
    deleted: 0
  };
  return {
    label_stats,
    sample_stats: samples,
    key_sample_stats: { total, key_sample: 0, non_key_sample: total },
    data_spliting_enable: false
  };
}

export function savedAnswer(updates: readonly SampleUpdate[]): UpdateSamplesAnswer {
  const results = updates.map(update => {
    const names = (update.labels ?? []).map(label => label.name);
    const sample = sampleBody(update.sample_id, names, (update.revision ?? 0) + 1);
    return { sample_id: update.sample_id, success: true, sample };
  });
  return { success: true, results, stats: statsAnswer({}) };
}

/** What somebody else saved: the revision of the request is not the newest. */
export function lostAnswer(sample: SampleBody): UpdateSamplesAnswer {
  const result = {
    sample_id: sample.sample_id,
    success: false,
    error_code: 'ModelArts.0409',
    error_msg: 'Somebody else changed this image meanwhile.',
    sample
  };
  return { success: false, results: [result], stats: statsAnswer({}) };
}
