import type { TranslationBundle } from '@jupyterlab/translation';
import { type LabIcon, runIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { useTrans } from '../context';
import {
  failedIcon,
  stoppedIcon,
  succeededIcon,
  waitingIcon,
  warningIcon
} from '../icons';

type Tone = 'quiet' | 'busy' | 'good' | 'bad' | 'warn';

const LOOKS: Readonly<Record<Tone, LabIcon>> = {
  quiet: stoppedIcon,
  busy: runIcon,
  good: succeededIcon,
  bad: failedIcon,
  warn: warningIcon
};

const TONES: Readonly<Record<string, Tone>> = {
  queued: 'quiet',
  waiting: 'quiet',
  pending: 'quiet',
  starting: 'busy',
  deploying: 'busy',
  running: 'busy',
  stopping: 'busy',
  deleting: 'busy',
  succeeded: 'good',
  finished: 'good',
  failed: 'bad',
  lost: 'bad',
  concerning: 'warn',
  absent: 'quiet',
  building: 'busy',
  importing: 'busy',
  ready: 'good',
  stopped: 'quiet'
};

const WAITING = new Set(['queued', 'waiting', 'pending']);

const OF_PHASE: Readonly<Record<string, string>> = {
  Pending: 'queued',
  Creating: 'starting',
  Running: 'running',
  Completed: 'succeeded',
  Failed: 'failed',
  Terminating: 'stopping',
  Terminated: 'stopped',
  Abnormal: 'lost'
};

/** Our word for a phase of the REST API; a word of ours stays as it is. */
export function stateOfPhase(phase: string): string {
  return OF_PHASE[phase] ?? phase;
}

export interface IStatePillProps {
  /** One of our states, or a phase of the REST API. */
  state: string;
  /** More, as "waiting for 2 CPUs, 1 ahead". */
  detail?: string;
}

/** A state as a word, an icon and a colour: never the colour alone. */
export function StatePill(props: IStatePillProps): JSX.Element {
  const trans = useTrans();
  const state = stateOfPhase(props.state);
  const tone = TONES[state] ?? 'quiet';
  const Icon = WAITING.has(state) ? waitingIcon : LOOKS[tone];
  return (
    <span className={`jp-ma-state jp-ma-tone-${tone}`} title={props.detail}>
      <Icon.react tag="span" className="jp-ma-state-icon" />
      <span>{stateWord(state, trans)}</span>
    </span>
  );
}

export function stateWord(state: string, trans: TranslationBundle): string {
  switch (state) {
    case 'queued':
      return trans.__('Queued');
    case 'waiting':
      return trans.__('Waiting');
    case 'pending':
      return trans.__('Pending');
    case 'starting':
      return trans.__('Starting');
    case 'deploying':
      return trans.__('Deploying');
    case 'running':
      return trans.__('Running');
    case 'stopping':
      return trans.__('Stopping');
    case 'deleting':
      return trans.__('Deleting');
    case 'succeeded':
      return trans.__('Succeeded');
    case 'finished':
      return trans.__('Finished');
    case 'failed':
      return trans.__('Failed');
    case 'lost':
      return trans.__('Lost');
    case 'concerning':
      return trans.__('In trouble');
    case 'stopped':
      return trans.__('Stopped');
    case 'absent':
      return trans.__('Not built');
    case 'building':
      return trans.__('Building');
    case 'importing':
      return trans.__('Importing');
    case 'ready':
      return trans.__('Ready');
    default:
      return state;
  }
}
