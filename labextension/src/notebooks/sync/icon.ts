import { LabIcon } from '@jupyterlab/ui-components';

import sync from '../../../style/icons/sync.svg';
import { DOMAIN } from '../../core/names';

export const syncIcon = new LabIcon({ name: `${DOMAIN}:sync`, svgstr: sync });
