import { PagePoint } from '../core/tokens';
import type { TrainingJobBody } from './types';

/** The page of one version of a training job: models and services add their actions here. */
export const TRAINING_JOB = new PagePoint<TrainingJobBody>('training-job');
