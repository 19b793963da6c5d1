import type { JSX } from 'react';

import { serverWords } from '../../compute/sentences';
import { ActionButton, CopyButton } from '../../core/components';
import { useModelArts } from '../../core/context';
import { failedIcon } from '../../core/icons';
import { OPEN_AT_LINE } from '../commandNames';
import type { Failure } from '../types';
import { phaseWords } from '../words';

export interface IFailureCardProps {
  failure: Failure;
  showLog: () => void;
  /** For a job whose outputs are still there to be saved. */
  uploadAgain: () => void;
}

/** Why a job failed, where, and what to do: the first thing on its page. */
export function FailureCard({
  failure,
  showLog,
  uploadAgain
}: IFailureCardProps): JSX.Element {
  const { pages, trans } = useModelArts();
  const { engine_id: engine, traceback } = failure;
  const buildLog = trans.__('Open the log of the engine’s build');
  return (
    <section
      className="jp-ma-failure"
      role="alert"
      aria-label={trans.__('Why it failed')}
    >
      <div className="jp-ma-failure-head">
        <failedIcon.react tag="span" className="jp-ma-error-icon" />
        <h2>{phaseWords(failure.phase, trans)}</h2>
      </div>
      <p className="jp-ma-failure-message">{serverWords(failure.message, trans)}</p>
      {failure.out_of_memory && (
        <p>
          {trans.__(
            'It needed more memory than its flavor has: run it again with a larger one.'
          )}
        </p>
      )}
      {failure.resumable && (
        <p>
          {trans.__(
            'What it wrote is still here. When the cause is mended, upload it again: the code does not run again.'
          )}
        </p>
      )}
      {traceback && (
        <pre className="jp-ma-code jp-ma-traceback" tabIndex={0}>
          {traceback}
        </pre>
      )}
      <div className="jp-ma-buttons">
        {failure.resumable && (
          <ActionButton
            look="accept"
            label={trans.__('Upload again')}
            onClick={uploadAgain}
          />
        )}
        <OpenAtLine failure={failure} />
        <ActionButton label={trans.__('Show the end of the log')} onClick={showLog} />
        {engine && (
          <ActionButton
            label={buildLog}
            onClick={() => void pages.open('engine', { id: engine })}
          />
        )}
        {traceback && (
          <CopyButton text={traceback} label={trans.__('Copy the traceback')} />
        )}
      </div>
    </section>
  );
}

/** A file of the work directory is opened; an object is named, to be opened where it is kept. */
function OpenAtLine({ failure }: { failure: Failure }): JSX.Element | null {
  const { commands, trans } = useModelArts();
  const { source, line } = failure;
  if (!source) {
    return null;
  }
  const number = line ?? 1;
  if (source.startsWith('obs://')) {
    return (
      <span className="jp-ma-mono">{trans.__('%1, line %2', source, number)}</span>
    );
  }
  return (
    <ActionButton
      look="accept"
      label={trans.__('Open %1 at line %2', source.split('/').pop() ?? source, number)}
      title={source}
      onClick={() =>
        void commands.execute(OPEN_AT_LINE, { path: source, line: number })
      }
    />
  );
}
