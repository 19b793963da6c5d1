import { LabIcon } from '@jupyterlab/ui-components';

import bucket from '../../style/icons/bucket.svg';
import dataset from '../../style/icons/dataset.svg';
import engine from '../../style/icons/engine.svg';
import example from '../../style/icons/example.svg';
import failed from '../../style/icons/failed.svg';
import job from '../../style/icons/job.svg';
import key from '../../style/icons/key.svg';
import logo from '../../style/icons/logo.svg';
import model from '../../style/icons/model.svg';
import service from '../../style/icons/service.svg';
import stopped from '../../style/icons/stopped.svg';
import succeeded from '../../style/icons/succeeded.svg';
import version from '../../style/icons/version.svg';
import waiting from '../../style/icons/waiting.svg';
import warning from '../../style/icons/warning.svg';
import { DOMAIN } from './names';

function icon(name: string, svgstr: string): LabIcon {
  return new LabIcon({ name: `${DOMAIN}:${name}`, svgstr });
}

export const bucketIcon = icon('bucket', bucket);
export const datasetIcon = icon('dataset', dataset);
export const engineIcon = icon('engine', engine);
export const exampleIcon = icon('example', example);
export const failedIcon = icon('failed', failed);
export const jobIcon = icon('job', job);
export const keyIcon = icon('key', key);
export const logoIcon = icon('logo', logo);
export const modelIcon = icon('model', model);
export const serviceIcon = icon('service', service);
export const stoppedIcon = icon('stopped', stopped);
export const succeededIcon = icon('succeeded', succeeded);
export const versionIcon = icon('version', version);
export const waitingIcon = icon('waiting', waiting);
export const warningIcon = icon('warning', warning);
