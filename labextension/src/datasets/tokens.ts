import { PagePoint } from '../core/tokens';
import type { DatasetBody, VersionBody } from './types';

/** A version together with its dataset. */
export interface IDatasetVersion {
  dataset: DatasetBody;
  version: VersionBody;
}

/** The page of a dataset: higher slices add tabs, and actions beside Import and Publish. */
export const DATASET = new PagePoint<DatasetBody>('dataset');

/** A version in the dataset's list that is ready: higher slices add actions, as training on it. */
export const DATASET_VERSION = new PagePoint<IDatasetVersion>('dataset-version');
