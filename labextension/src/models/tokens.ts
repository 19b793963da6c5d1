import { PagePoint } from '../core/tokens';

import type { ModelDetailBody } from './types';

/** The page of a model: tabs, actions and menu entries of higher slices. */
export const MODEL = new PagePoint<ModelDetailBody>('model');
