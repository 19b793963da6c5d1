import { folderIcon, pythonIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton } from '../../../core/components';
import { useModelArts } from '../../../core/context';
import { CHOOSE_PATH } from '../../commandNames';
import { splitPath } from '../../draft';
import { useJobForm } from '../../formContext';
import { Field } from './Field';

const EXAMPLE = 'train.py';

/** The folder of the code and the script in it: of the work directory, or of the object store. */
export function CodeFields(): JSX.Element {
  const { commands, trans } = useModelArts();
  const { draft, change } = useJobForm();
  const choose = async (directory: boolean): Promise<void> => {
    const from = draft.codeDir.includes('://') ? '' : draft.codeDir;
    const chosen: unknown = await commands.execute(CHOOSE_PATH, { directory, from });
    if (typeof chosen !== 'string') {
      return;
    }
    if (directory) {
      change({ codeDir: chosen || '.' }, 'algorithm.code_dir');
    } else {
      const { folder, file } = splitPath(chosen);
      change({ codeDir: folder, bootFile: file }, 'algorithm.boot_file');
    }
  };
  return (
    <>
      <Field
        path="algorithm.code_dir"
        label={trans.__('Code directory')}
        required
        hint={trans.__(
          'A folder of the file browser (. is its top), or obs://bucket/folder/. All of it is copied for the job, so later edits do not change a run.'
        )}
      >
        {control => (
          <div className="jp-ma-pair">
            <input
              {...control}
              value={draft.codeDir}
              placeholder={trans.__('my-project/src')}
              spellCheck={false}
              onChange={event =>
                change({ codeDir: event.target.value }, 'algorithm.code_dir')
              }
            />
            <ActionButton
              icon={folderIcon}
              label={trans.__('Choose…')}
              aria-label={trans.__('Choose the code directory')}
              onClick={() => void choose(true)}
            />
          </div>
        )}
      </Field>
      <Field
        path="algorithm.boot_file"
        label={trans.__('Boot file')}
        required
        hint={trans.__('The script that is run, in the code directory.')}
      >
        {control => (
          <div className="jp-ma-pair">
            <input
              {...control}
              value={draft.bootFile}
              placeholder={EXAMPLE}
              spellCheck={false}
              onChange={event =>
                change({ bootFile: event.target.value }, 'algorithm.boot_file')
              }
            />
            <ActionButton
              icon={pythonIcon}
              label={trans.__('Choose…')}
              aria-label={trans.__('Choose the boot file')}
              onClick={() => void choose(false)}
            />
          </div>
        )}
      </Field>
    </>
  );
}
