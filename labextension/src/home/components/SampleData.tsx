import { Notification } from '@jupyterlab/apputils';
import { type JSX, useEffect, useRef } from 'react';

import { ActionButton, ErrorNotice, ProgressBar } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useSubmit } from '../../core/hooks';
import { datasetIcon } from '../../core/icons';
import { HomeClient } from '../client';
import type { IModelArtsContext } from '../../core/tokens';
import type { SampleDataBody } from '../types';
import { phaseWord } from '../words';

const REFRESH = 'filebrowser:refresh';
const OPEN = 'docmanager:open';
const NOTEBOOK = 'digits/quickstart.ipynb';
const SHOWN_MS = 15_000;

export interface ISampleDataProps {
  sample: SampleDataBody;
  /** Nothing else is there yet: this is what to press. */
  isFirst: boolean;
  refresh: () => void;
}

/** One click to 1,797 images that can be labeled and trained on; nothing once they are there. */
export function SampleData({
  sample,
  isFirst,
  refresh
}: ISampleDataProps): JSX.Element | null {
  const context = useModelArts();
  const { rest, trans } = context;
  const client = new HomeClient(rest);
  const before = useRef(sample.state);
  useEffect(() => {
    if (before.current === 'running' && sample.state === 'ready') {
      sayReady(context);
    }
    before.current = sample.state;
  }, [sample.state, context]);
  const making = useSubmit(async (key: string) => {
    await client.makeSampleData(key);
    refresh();
  });
  const stopping = useSubmit(async () => {
    await client.stopSampleData();
    refresh();
  });
  if (sample.state === 'ready') {
    return null;
  }
  return (
    <div className="jp-ma-sample">
      {sample.state === 'running' ? (
        <SampleProgress sample={sample} onStop={() => void stopping.submit()} />
      ) : (
        <>
          <ActionButton
            label={trans.__('Get the sample data')}
            icon={datasetIcon}
            look={isFirst ? 'accept' : 'plain'}
            busy={making.busy}
            onClick={() => void making.submit()}
          />
          <span className="jp-ma-quiet">
            {trans.__(
              '1,797 handwritten digits, most of them labeled, and a training script: a minute, no download of data'
            )}
          </span>
        </>
      )}
      {sample.state === 'failed' && sample.message && (
        <ErrorNotice
          error={new Error(sample.message)}
          title={trans.__('The sample data could not be made.')}
          advice={trans.__(
            'Press the button to try again; what is there already is kept.'
          )}
        />
      )}
      {making.error !== null && <ErrorNotice error={making.error} />}
      {stopping.error !== null && <ErrorNotice error={stopping.error} />}
    </div>
  );
}

/** Says where it is, which the file browser shows at once. */
function sayReady({ trans, commands }: IModelArtsContext): void {
  if (commands.hasCommand(REFRESH)) {
    void commands.execute(REFRESH);
  }
  Notification.success(
    trans.__(
      'The sample data is there: the dataset digits, and scripts, pictures and a notebook in the folder digits.'
    ),
    {
      autoClose: SHOWN_MS,
      actions: [
        {
          label: trans.__('Open the notebook'),
          callback: () => void commands.execute(OPEN, { path: NOTEBOOK })
        }
      ]
    }
  );
}

interface ISampleProgressProps {
  sample: SampleDataBody;
  onStop: () => void;
}

function SampleProgress({ sample, onStop }: ISampleProgressProps): JSX.Element {
  const { trans } = useModelArts();
  const { phase = 'engine', done = null, total = null } = sample.progress ?? {};
  return (
    <ProgressBar
      label={phaseWord(phase, trans)}
      share={done !== null && total ? done / total : null}
      onCancel={onStop}
      cancelLabel={trans.__('Cancel')}
    />
  );
}
