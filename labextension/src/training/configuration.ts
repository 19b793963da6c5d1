import type { Change, TrainingJobBody } from './types';

/** A row of a job's configuration, under the name that differences give its field. */
export interface IConfigRow {
  field: string;
  value: string;
  detail?: string;
  isCode?: boolean;
}

/** The configuration in the order of the form. */
export function configRows(job: TrainingJobBody): IConfigRow[] {
  const { algorithm, spec } = job;
  const engine = algorithm.engine;
  const log = spec.log_export_path.obs_url;
  return [
    ...inputRows(job),
    { field: 'algorithm.code_dir', value: algorithm.code_dir ?? '', isCode: true },
    { field: 'algorithm.boot_file', value: algorithm.boot_file ?? '', isCode: true },
    {
      field: 'algorithm.engine',
      value: `${engine?.engine_name ?? ''} ${engine?.engine_version ?? ''}`.trim(),
      detail: engine?.note || undefined
    },
    ...(algorithm.parameters ?? []).map(({ name, value }) =>
      code(`algorithm.parameters.${name}`, value)
    ),
    ...(algorithm.outputs ?? []).map(output => ({
      ...code(`algorithm.outputs.${output.name ?? ''}`, output.remote.obs.obs_url),
      detail: output.version_url
    })),
    ...(algorithm.requirements?.length
      ? [code('algorithm.requirements', algorithm.requirements.join(', '))]
      : []),
    ...Object.entries(algorithm.environments ?? {}).map(([name, value]) =>
      code(`algorithm.environments.${name}`, value)
    ),
    { field: 'spec.resource.flavor_id', value: spec.resource.flavor_name },
    ...(log ? [code('spec.log_export_path', log)] : [])
  ];
}

/** Changes whose field this version no longer has. */
export function gone(changes: readonly Change[]): Change[] {
  return changes.filter(change => change.new === null);
}

function inputRows(job: TrainingJobBody): IConfigRow[] {
  return (job.algorithm.inputs ?? []).map(({ name = '', remote }) => {
    const { dataset, obs } = remote;
    const field = `algorithm.inputs.${name}`;
    return dataset
      ? {
          field,
          value: `${dataset.name || dataset.id} ${dataset.version_name || dataset.version_id}`,
          detail: dataset.obs_url
        }
      : code(field, obs?.obs_url ?? '');
  });
}

function code(field: string, value: string): IConfigRow {
  return { field, value, isCode: true };
}
