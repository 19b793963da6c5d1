import type { JSX } from 'react';

import { ActionButton, confirm, ErrorNotice } from '../../../core/components';
import { useModelArts } from '../../../core/context';
import { useSubmit } from '../../../core/hooks';
import type { GalleryBody } from '../../types';
import { GalleryClient } from '../client';

export interface IRemoveGalleryProps {
  gallery: GalleryBody;
  onRemoved: () => void;
}

/** A gallery is shown no more; its notebooks stay where they are. */
export function RemoveGallery({
  gallery,
  onRemoved
}: IRemoveGalleryProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const { submit, busy, error } = useSubmit(async () => {
    const question = {
      title: trans.__('Remove the gallery %1?', gallery.gallery_name),
      body: trans.__('Its notebooks stay at %1.', gallery.location),
      accept: trans.__('Remove')
    };
    if (await confirm(question, trans)) {
      await new GalleryClient(rest).remove(gallery.gallery_id);
      onRemoved();
    }
  });
  return (
    <>
      <ActionButton
        label={trans.__('Remove this gallery')}
        busy={busy}
        onClick={() => void submit()}
      />
      {Boolean(error) && <ErrorNotice error={error} />}
    </>
  );
}
