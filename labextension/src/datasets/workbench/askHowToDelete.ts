import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import { LABEL_AND_ITS_IMAGES, LABEL_ONLY } from '../client';
import type { LabelStats } from '../types';

export type DeletePolicy = typeof LABEL_ONLY | typeof LABEL_AND_ITS_IMAGES;

/** Asks what becomes of the images that have only this label; null: nothing is deleted. */
export async function askHowToDelete(
  label: LabelStats,
  trans: TranslationBundle
): Promise<DeletePolicy | null> {
  const labelOnly = trans.__('Delete the label');
  const withImages = trans.__('Delete its images, too');
  const result = await showDialog({
    title: trans.__('Delete the label %1?', label.name),
    body: trans._n(
      '%1 image has it. Either only the label is taken off and images without another label become unlabeled; or images that have no other label move to the trash, too. The label itself cannot be brought back.',
      '%1 images have it. Either only the label is taken off and images without another label become unlabeled; or images that have no other label move to the trash, too. The label itself cannot be brought back.',
      label.sample_count
    ),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.warnButton({ label: labelOnly }),
      Dialog.warnButton({ label: withImages })
    ],
    defaultButton: 0
  });
  if (!result.button.accept) {
    return null;
  }
  return result.button.label === withImages ? LABEL_AND_ITS_IMAGES : LABEL_ONLY;
}
