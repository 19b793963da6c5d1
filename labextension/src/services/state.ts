import type { ServiceBody, ServiceConfigBody, ServiceState } from './types';

export const URN = 'urn:modelarts:service:';

const WANTED: ReadonlySet<ServiceState> = new Set([
  'deploying',
  'running',
  'concerning'
]);

/** Whether it can be stopped. */
export function isWanted(service: ServiceBody): boolean {
  return WANTED.has(service.status);
}

/** Whether something of it may answer. */
export function answers(service: ServiceBody): boolean {
  return service.config.some(one => one.ready_count > 0);
}

/** Whether starting it (again) makes sense. */
export function canStart(service: ServiceBody): boolean {
  return ['stopped', 'failed', 'concerning'].includes(service.status);
}

export function isMoving(service: ServiceBody): boolean {
  return (
    service.status === 'deploying' ||
    service.status === 'stopping' ||
    Boolean(service.target_config)
  );
}

/** "digits 0.0.1", or with several "digits 0.0.1 (70 %), digits 0.0.2 (30 %)". */
export function versionsOf(config: readonly ServiceConfigBody[]): string {
  return config.length === 1
    ? `${config[0].model_name} ${config[0].model_version}`
    : config
        .map(one => `${one.model_name} ${one.model_version} (${one.weight} %)`)
        .join(', ');
}
