import type {
  CustomSpecBody,
  DeployRequest,
  ServiceBody,
  ServiceConfigBody,
  ServiceConfigRequest,
  ServiceScheduleBody,
  ServiceUpdateRequest
} from './types';

export interface IPair {
  name: string;
  value: string;
}

/** One model version in the form. */
export interface IVersionDraft {
  model: string;
  weight: number;
  specification: string;
  /** The size where the specification is `custom`. */
  custom: CustomSpecBody | null;
  instances: number;
  envs: IPair[];
  /** Seconds that loading may take. */
  loadS: number;
}

export interface IDeployDraft {
  name: string;
  description: string;
  versions: IVersionDraft[];
  /** Minutes after which it stops by itself; 0 is never. */
  stopAfter: number;
}

export const LOAD_S = 300;
export const CUSTOM = 'custom';
const UNIT_MINUTES: Readonly<Record<string, number>> = {
  MINUTES: 1,
  HOURS: 60,
  DAYS: 1440
};

export function newVersion(model: string, specification: string): IVersionDraft {
  return {
    model,
    weight: 100,
    specification,
    custom: null,
    instances: 1,
    envs: [],
    loadS: LOAD_S
  };
}

/** The form with what a service has. */
export function draftOf(service: ServiceBody): IDeployDraft {
  const config = service.target_config ?? service.config;
  return {
    name: service.service_name,
    description: service.description,
    versions: config.map(versionOf),
    stopAfter: minutesOf(service.schedule)
  };
}

function versionOf(one: ServiceConfigBody): IVersionDraft {
  return {
    model: one.model_id,
    weight: one.weight,
    specification: one.specification,
    custom: one.specification === CUSTOM ? one.custom_spec : null,
    instances: one.instance_count,
    envs: Object.entries(one.envs).map(([name, value]) => ({ name, value })),
    loadS: one.deploy_timeout_in_seconds
  };
}

function minutesOf(schedule: readonly ServiceScheduleBody[]): number {
  const first = schedule[0];
  return first ? first.duration * (UNIT_MINUTES[first.time_unit] ?? 1) : 0;
}

export function deployRequest(draft: IDeployDraft): DeployRequest {
  return {
    service_name: draft.name.trim(),
    description: draft.description.trim(),
    infer_type: 'real-time',
    config: draft.versions.map(configOf),
    schedule: scheduleOf(draft)
  };
}

/** Only what differs from what there is. */
export function updateRequest(
  draft: IDeployDraft,
  before: IDeployDraft
): ServiceUpdateRequest {
  const differs = (name: keyof IDeployDraft): boolean =>
    JSON.stringify(draft[name]) !== JSON.stringify(before[name]);
  return {
    ...(differs('description') && { description: draft.description.trim() }),
    ...(differs('versions') && { config: draft.versions.map(configOf) }),
    ...(differs('stopAfter') && { schedule: scheduleOf(draft) })
  };
}

function configOf(version: IVersionDraft): ServiceConfigRequest {
  const envs = version.envs.filter(pair => pair.name.trim());
  return {
    model_id: version.model,
    weight: version.weight,
    specification: version.specification,
    ...(version.specification === CUSTOM && { custom_spec: version.custom }),
    instance_count: version.instances,
    envs: Object.fromEntries(envs.map(({ name, value }) => [name.trim(), value])),
    deploy_timeout_in_seconds: version.loadS
  };
}

function scheduleOf({ stopAfter }: IDeployDraft): ServiceScheduleBody[] {
  return stopAfter > 0
    ? [{ type: 'stop', time_unit: 'MINUTES', duration: stopAfter }]
    : [];
}

/** What the weights sum up to; all of it must be 100. */
export function weightSum({ versions }: IDeployDraft): number {
  return versions.reduce((sum, version) => sum + version.weight, 0);
}

/** One more version: it takes a tenth of the calls from the one with the most. */
export function withVersion(draft: IDeployDraft, version: IVersionDraft): IDeployDraft {
  if (draft.versions.length === 0) {
    return { ...draft, versions: [version] };
  }
  const most = Math.max(...draft.versions.map(one => one.weight));
  const giver = draft.versions.findIndex(one => one.weight === most);
  const share = Math.min(10, most);
  const versions = draft.versions.map((one, at) =>
    at === giver ? { ...one, weight: one.weight - share } : one
  );
  return { ...draft, versions: [...versions, { ...version, weight: share }] };
}

/** One version fewer: its share goes to the first that stays. */
export function withoutVersion(draft: IDeployDraft, gone: number): IDeployDraft {
  const share = draft.versions[gone]?.weight ?? 0;
  const versions = draft.versions
    .filter((_, at) => at !== gone)
    .map((one, at) => (at === 0 ? { ...one, weight: one.weight + share } : one));
  return { ...draft, versions };
}
