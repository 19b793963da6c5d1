import type { ModelBody, ModelDetailBody, ModelPreviewBody } from '../types';

/** A model as a list answers it, with changes. */
export function modelBody(changes: Partial<ModelBody> = {}): ModelBody {
  return {
    model_id: 'm1',
    model_name: 'digits',
    model_version: '0.0.2',
    model_type: 'Scikit_Learn',
    model_size: 1_200,
    model_status: 'published',
    description: '',
    owner: 'ada',
    project: 'default',
    create_at: 1_700_000_000_000,
    source_location: 'obs://modelarts/jobs/V0001/',
    source_job_id: 'j1',
    source_job_name: 'digits-train',
    source_job_version: 'V0001',
    model_algorithm: 'image_classification',
    reason: '',
    engine_id: 'scikit-learn',
    file_count: 2,
    version_count: 2,
    progress: null,
    workload_id: 'w1',
    delete_at: null,
    ...changes
  };
}

const PACKAGE: ModelDetailBody['package'] = {
  model_type: 'Scikit_Learn',
  model_algorithm: 'image_classification',
  metrics: { accuracy: 0.975, f1: null },
  apis: [
    {
      protocol: 'http',
      url: '/',
      method: 'post',
      request: {
        'Content-type': 'multipart/form-data',
        data: {
          type: 'object',
          properties: { images: { type: 'file', description: '<b>an image</b>' } },
          required: ['images']
        }
      },
      response: {
        'Content-type': 'application/json',
        data: {
          type: 'object',
          properties: { scores: { type: 'array', items: { type: 'number' } } }
        }
      }
    }
  ],
  dependencies: [
    {
      packages: [
        { package_name: 'numpy', package_version: '1.26', restraint: 'ATLEAST' },
        { package_name: 'h5py' }
      ]
    }
  ]
};

/** A model with everything, with changes. */
export function detailBody(changes: Partial<ModelDetailBody> = {}): ModelDetailBody {
  return {
    ...modelBody(),
    runtime: '',
    execution_code: '',
    input_params: [],
    output_params: [],
    dependencies: [],
    model_metrics: '{}',
    apis: '[]',
    config: '{}',
    package: PACKAGE,
    location: 'obs://modelarts/model-store/m1/model/',
    files: ['config.json', 'model.pkl'].map(name => ({
      name,
      size: 600,
      sha256: 'ab',
      url: `obs://modelarts/model-store/m1/model/${name}`
    })),
    unmet: [],
    source_job_exists: true,
    trained_on: [
      {
        dataset_id: 'd1',
        dataset_name: 'digits',
        version_id: 'v1',
        version_name: 'V001'
      }
    ],
    ...changes
  };
}

export function previewBody(changes: Partial<ModelPreviewBody> = {}): ModelPreviewBody {
  return {
    model_version: '0.0.3',
    location: 'obs://modelarts/jobs/V0001/',
    files: [{ name: 'model.pkl', size: 600 }],
    file_count: 1,
    total_size: 600,
    package: PACKAGE,
    engine_id: 'scikit-learn',
    notes: [],
    unmet: [],
    problems: [],
    ...changes
  };
}
