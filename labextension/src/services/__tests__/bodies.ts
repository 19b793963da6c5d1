import type {
  ServedApi,
  ServiceBody,
  ServiceConfigBody,
  ServiceReplicaBody
} from '../types';

export const IMAGE_API: ServedApi = {
  url: '/',
  method: 'post',
  request_type: 'multipart/form-data',
  request: { type: 'object', properties: { images: { type: 'file' } } },
  response_type: 'application/json',
  response: { type: 'object', properties: { predicted_label: { type: 'string' } } }
};

export const JSON_API: ServedApi = {
  ...IMAGE_API,
  request_type: 'application/json',
  request: {
    type: 'object',
    properties: {
      data: {
        type: 'object',
        properties: {
          req_data: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                sepal_length: { type: 'number' },
                species: { type: 'string', enum: ['setosa', 'virginica'] }
              }
            }
          }
        }
      }
    }
  }
};

export function configBody(
  changes: Partial<ServiceConfigBody> = {}
): ServiceConfigBody {
  return {
    model_id: 'm1',
    model_name: 'digits',
    model_version: '0.0.1',
    specification: 'modelarts.local.small',
    custom_spec: { cpu: 0.5, memory: 1024, gpu_p4: 0 },
    status: 'running',
    weight: 100,
    instance_count: 1,
    scaling: false,
    envs: {},
    additional_properties: {},
    support_debug: false,
    engine_id: 'scikit-learn',
    ready_count: 1,
    invocation_times: 3,
    failed_times: 1,
    deploy_timeout_in_seconds: 60,
    apis: [IMAGE_API],
    ...changes
  };
}

export function replicaBody(
  changes: Partial<ServiceReplicaBody> = {}
): ServiceReplicaBody {
  return {
    workload_id: 'w1',
    log_workload_id: 'w1',
    number: 1,
    model_version: '0.0.1',
    title: 'digits 0.0.1',
    ready: true,
    state: 'running',
    health: 'healthy',
    restarts: 0,
    reason: '',
    create_time: 1_700_000_000_000,
    cpu: 0.5,
    memory_mb: 1024,
    ...changes
  };
}

/** A service as the server answers it, with changes. */
export function serviceBody(changes: Partial<ServiceBody> = {}): ServiceBody {
  return {
    service_id: 's1',
    service_name: 'digits',
    description: '',
    tenant: '',
    project: 'default',
    owner: 'ada',
    infer_type: 'real-time',
    workspace_id: '0',
    status: 'running',
    progress: 100,
    error_msg: null,
    reason: '',
    config: [configBody()],
    target_config: null,
    access_address: 'http://127.0.0.1:18080/v1/infers/s1',
    invocation_times: 3,
    failed_times: 1,
    is_shared: false,
    shared_count: 0,
    is_free: true,
    schedule: [],
    due_time: null,
    create_time: 1_700_000_000_000,
    publish_at: 1_700_000_000_000,
    update_time: 1_700_000_000_000,
    revision: 1,
    replicas: [replicaBody()],
    additional_properties: {},
    deleted_at: null,
    ...changes
  };
}
