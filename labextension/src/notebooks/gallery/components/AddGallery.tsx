import { type JSX, useState } from 'react';

import { ActionButton, Form, FormField } from '../../../core/components';
import { useModelArts } from '../../../core/context';
import { useSubmit } from '../../../core/hooks';
import type { GalleryBody } from '../../types';
import { GalleryClient } from '../client';

const FIELDS = ['gallery_name', 'location'];

export interface IAddGalleryProps {
  /** With what was added; null where the user gave up. */
  onDone: (added: GalleryBody | null) => void;
}

/** A folder or a prefix becomes a gallery. */
export function AddGallery({ onDone }: IAddGalleryProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [name, setName] = useState('');
  const [location, setLocation] = useState('');
  const { submit, busy, error } = useSubmit(async () => {
    const request = { gallery_name: name.trim(), location: location.trim() };
    onDone(await new GalleryClient(rest).add(request));
  });
  return (
    <Form
      label={trans.__('Add a gallery')}
      error={error}
      fields={FIELDS}
      onSubmit={() => void submit()}
    >
      <FormField label={trans.__('Name')} path="gallery_name" required>
        {control => (
          <input
            {...control}
            type="text"
            value={name}
            onChange={event => setName(event.target.value)}
          />
        )}
      </FormField>
      <FormField
        label={trans.__('Place')}
        path="location"
        hint={trans.__('A folder of your files, or obs://bucket/prefix/')}
        required
      >
        {control => (
          <input
            {...control}
            type="text"
            value={location}
            spellCheck={false}
            onChange={event => setLocation(event.target.value)}
          />
        )}
      </FormField>
      <div className="jp-ma-example-actions">
        <ActionButton
          type="submit"
          look="accept"
          label={trans.__('Add')}
          busy={busy}
          disabled={!name.trim() || !location.trim()}
        />
        <ActionButton label={trans.__('Cancel')} onClick={() => onDone(null)} />
      </div>
    </Form>
  );
}
