import { addIcon } from '@jupyterlab/ui-components';
import { type JSX, type KeyboardEvent, useState } from 'react';

import { ActionButton, ErrorNotice } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useSubmit } from '../../core/hooks';
import { ObsClient } from '../client';

export interface INewBucketProps {
  onCreated: (name: string) => void;
}

export function NewBucket({ onCreated }: INewBucketProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [name, setName] = useState('');
  const creating = useSubmit(async () => {
    await new ObsClient(rest).createBucket(name.trim());
    onCreated(name.trim());
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      // Enter in the form around it would send that.
      event.preventDefault();
      void creating.submit();
    }
  };
  return (
    <>
      <input
        className="jp-ma-input"
        aria-label={trans.__('Name of the new bucket')}
        placeholder={trans.__('Name of the new bucket')}
        value={name}
        spellCheck={false}
        onKeyDown={onKeyDown}
        onChange={event => setName(event.target.value)}
      />
      <ActionButton
        icon={addIcon}
        label={trans.__('Make a bucket')}
        disabled={!name.trim()}
        busy={creating.busy}
        onClick={() => void creating.submit()}
      />
      {creating.error !== null && <ErrorNotice error={creating.error} />}
    </>
  );
}
