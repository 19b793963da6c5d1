import type { JSX } from 'react';

import { FormField, sentenceOf } from '../../../core/components';
import { useModelArts, useTrans } from '../../../core/context';
import { DownloadSize } from '../../../engines/components/DownloadSize';
import type { ExampleBody } from '../../types';
import { wordsOf } from '../words';

export interface IUseChoice {
  name: string;
  overwrite: boolean;
}

export interface IUseFieldsProps {
  example: ExampleBody;
  folder: string;
  choice: IUseChoice;
  onChange: (choice: IUseChoice) => void;
  busy: boolean;
  error: unknown;
}

/** What is copied and where to, its name, and what happens then. */
export function UseFields(props: IUseFieldsProps): JSX.Element {
  const { example, folder, choice, onChange, busy, error } = props;
  const { trans, language } = useModelArts();
  return (
    <div className="jp-ma-convert" aria-busy={busy}>
      <p>{wordsOf(example, language).title}</p>
      <FormField
        label={trans.__('File name')}
        hint={
          folder
            ? trans.__('In the folder %1', folder)
            : trans.__('In the folder that JupyterLab was started in')
        }
      >
        {control => (
          <input
            {...control}
            type="text"
            value={choice.name}
            disabled={busy}
            spellCheck={false}
            onChange={event => onChange({ ...choice, name: event.target.value })}
          />
        )}
      </FormField>
      <label className="jp-ma-convert-force">
        <input
          type="checkbox"
          checked={choice.overwrite}
          disabled={busy}
          onChange={event => onChange({ ...choice, overwrite: event.target.checked })}
        />
        {trans.__('Force overwrite if file already exists')}
      </label>
      <Consequences example={example} />
      <div role="alert">
        {Boolean(error) && (
          <p className="jp-ma-convert-error">{sentenceOf(error, trans)}</p>
        )}
      </div>
    </div>
  );
}

/** What comes beside the copy, and whether its engine is built first. */
function Consequences({ example }: { example: ExampleBody }): JSX.Element {
  const trans = useTrans();
  const { files, engine_id: engine, engine_state: state } = example;
  const isMissing = state === 'absent' || state === 'failed';
  return (
    <>
      {files.length > 0 && (
        <p>{trans.__('Beside it are written: %1.', files.join(', '))}</p>
      )}
      {state === 'building' && (
        <p>{trans.__('Its engine %1 is being built, and comes first.', engine)}</p>
      )}
      {isMissing && (
        <p>
          {trans.__(
            'Its engine %1 is not on this computer yet: it is fetched and built first, which may take some minutes.',
            engine
          )}{' '}
          <DownloadSize engineId={engine} />
        </p>
      )}
    </>
  );
}
