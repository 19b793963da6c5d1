import { PagePoint } from '../core/tokens';
import type { ServiceBody } from './types';

/** The page of a service: higher slices add their tabs and actions here. */
export const SERVICE = new PagePoint<ServiceBody>('service');
