import type { JSX } from 'react';

import { useModelArts, useTrans } from '../../../core/context';
import { ObjectPathInput } from '../../../obs/components/ObjectPathInput';
import { CHOOSE_PATH } from '../../commandNames';
import {
  bootPlace,
  bootWithin,
  DEFAULT_BUCKET,
  isObjectPlace,
  splitPath
} from '../../draft';
import { useJobForm } from '../../formContext';
import { Field } from './Field';
import { FileInput } from './FileInput';

const CODE = 'algorithm.code_dir';
const BOOT = 'algorithm.boot_file';

/** The folder of the code and the script in it: of the work directory, or of the object store. */
export function CodeFields(): JSX.Element {
  const { draft } = useJobForm();
  return isObjectPlace(draft.codeDir) ? <ObjectCode /> : <OwnCode />;
}

function OwnCode(): JSX.Element {
  const { commands, trans } = useModelArts();
  const { draft, change } = useJobForm();
  const choose = async (directory: boolean): Promise<void> => {
    const from = draft.codeDir;
    const chosen: unknown = await commands.execute(CHOOSE_PATH, { directory, from });
    if (typeof chosen !== 'string') {
      return;
    }
    if (directory) {
      change({ codeDir: chosen || '.' }, CODE);
    } else {
      const { folder, file } = splitPath(chosen);
      change({ codeDir: folder, bootFile: file }, BOOT);
    }
  };
  return (
    <>
      <WhereField />
      <Field
        path={CODE}
        label={trans.__('Code directory')}
        required
        hint={trans.__(
          'A folder of the file browser (. is its top). All of it is copied for the job, so later edits do not change a run.'
        )}
      >
        {control => (
          <FileInput
            control={control}
            value={draft.codeDir}
            example={trans.__('my-project/src')}
            chooseLabel={trans.__('Choose the code directory')}
            isFolder
            onChange={codeDir => change({ codeDir }, CODE)}
            onChoose={() => void choose(true)}
          />
        )}
      </Field>
      <Field
        path={BOOT}
        label={trans.__('Boot file')}
        required
        hint={trans.__('The script that is run, in the code directory.')}
      >
        {control => (
          <FileInput
            control={control}
            value={draft.bootFile}
            example="train.py"
            chooseLabel={trans.__('Choose the boot file')}
            onChange={bootFile => change({ bootFile }, BOOT)}
            onChoose={() => void choose(false)}
          />
        )}
      </Field>
    </>
  );
}

function ObjectCode(): JSX.Element {
  const trans = useTrans();
  const { draft, change } = useJobForm();
  return (
    <>
      <WhereField />
      <Field path={CODE} label={trans.__('Code directory')} required>
        {control => (
          <ObjectPathInput
            control={control}
            label={trans.__('Code directory')}
            value={draft.codeDir}
            onChange={codeDir => change({ codeDir }, CODE)}
          />
        )}
      </Field>
      <Field
        path={BOOT}
        label={trans.__('Boot file')}
        required
        hint={trans.__('The script that is run, in the code directory.')}
      >
        {control => (
          <ObjectPathInput
            control={control}
            label={trans.__('Boot file')}
            value={bootPlace(draft)}
            wantsFile
            onChange={place => change({ bootFile: bootWithin(draft, place) }, BOOT)}
          />
        )}
      </Field>
    </>
  );
}

/** Where the code lies; another place empties the two fields below. */
function WhereField(): JSX.Element {
  const trans = useTrans();
  const { draft, change } = useJobForm();
  const isObject = isObjectPlace(draft.codeDir);
  const move = (toObjects: boolean): void => {
    const codeDir = toObjects ? `obs://${DEFAULT_BUCKET}/` : '';
    change({ codeDir, bootFile: '' }, CODE);
  };
  return (
    <fieldset className="jp-ma-choices">
      <legend>{trans.__('Where the code is')}</legend>
      <label className="jp-ma-check">
        <input type="radio" checked={!isObject} onChange={() => move(false)} />
        {trans.__('In the file browser')}
      </label>
      <label className="jp-ma-check">
        <input type="radio" checked={isObject} onChange={() => move(true)} />
        {trans.__('In the object store')}
      </label>
    </fieldset>
  );
}
