import { type JSX, useEffect, useId, useRef, useState } from 'react';

import { ActionButton, ErrorNotice } from '../../core/components';
import { useModelArts } from '../../core/context';
import { isAborted } from '../../core/request';
import { type IPrediction, ServicesClient } from '../client';
import { exampleText, formFields } from '../example';
import { answers } from '../state';
import type { ServedApi, ServiceBody } from '../types';
import { Answer } from './Answer';
import { FileInput } from './FileInput';

export interface IPredictProps {
  service: ServiceBody;
  refresh: () => void;
}

/** Try the service: an image or JSON in, the answer drawn. */
export function Predict({ service, refresh }: IPredictProps): JSX.Element {
  const { trans } = useModelArts();
  const { apis } = service.config[0];
  const [chosen, setChosen] = useState(0);
  const api = apis[Math.min(chosen, apis.length - 1)];
  if (!api) {
    return (
      <p className="jp-ma-quiet">
        {trans.__('The config.json of the model names no path to call.')}
      </p>
    );
  }
  return (
    <>
      {apis.length > 1 && (
        <label className="jp-ma-inline-field">
          {trans.__('Path')}
          <select
            className="jp-ma-input"
            value={chosen}
            onChange={event => setChosen(Number(event.target.value))}
          >
            {apis.map((one, at) => (
              <option key={one.url + one.method} value={at}>
                {one.url}
              </option>
            ))}
          </select>
        </label>
      )}
      <Trial key={api.url} service={service} api={api} refresh={refresh} />
    </>
  );
}

interface ITrialProps extends IPredictProps {
  api: ServedApi;
}

function Trial({ service, api, refresh }: ITrialProps): JSX.Element {
  const { trans } = useModelArts();
  const [form, setForm] = useState<Readonly<Record<string, File | string>>>({});
  const [text, setText] = useState(() => exampleText(api));
  const { predict, giveUp, busy, answer, error } = usePrediction(
    service.service_id,
    api,
    refresh
  );
  const fields = formFields(api);
  const isForm = fields.length > 0;
  const problem = isForm ? null : problemOf(text, trans.__('This is not JSON: %1'));
  const isReady = isForm
    ? fields.every(({ name, isFile }) => !isFile || form[name] instanceof File)
    : problem === null;
  const send = (): void => predict(isForm ? formOf(form) : text);
  return (
    <div className="jp-ma-predict">
      <form
        className="jp-ma-predict-in"
        aria-label={trans.__('Request')}
        onSubmit={event => {
          event.preventDefault();
          send();
        }}
      >
        {isForm ? (
          fields.map(({ name, isFile }) => {
            const Input = isFile ? FileInput : TextInput;
            return (
              <Input
                key={name}
                name={name}
                value={form[name]}
                onChange={value => setForm({ ...form, [name]: value })}
              />
            );
          })
        ) : (
          <JsonInput text={text} problem={problem} onChange={setText} onSend={send} />
        )}
        <div className="jp-ma-buttons">
          <ActionButton
            type="submit"
            look="accept"
            busy={busy}
            disabled={!isReady || !answers(service)}
            label={trans.__('Predict')}
          />
          {busy && <ActionButton label={trans.__('Cancel')} onClick={giveUp} />}
          {!answers(service) && (
            <span className="jp-ma-quiet">
              {service.status === 'stopped'
                ? trans.__('The service is stopped: press Start.')
                : trans.__('The service does not answer yet: see its state above.')}
            </span>
          )}
        </div>
      </form>
      <div className="jp-ma-predict-out" aria-live="polite">
        {error !== null && (
          <ErrorNotice title={trans.__('There is no answer.')} error={error} />
        )}
        {error === null && <Answer answer={answer} />}
      </div>
    </div>
  );
}

interface ITextInputProps {
  name: string;
  value: File | string | undefined;
  onChange: (text: string) => void;
}

function TextInput({ name, value, onChange }: ITextInputProps): JSX.Element {
  const id = useId();
  return (
    <div className="jp-ma-field">
      <label htmlFor={id}>{name}</label>
      <input
        id={id}
        className="jp-ma-input"
        value={typeof value === 'string' ? value : ''}
        onChange={event => onChange(event.target.value)}
      />
    </div>
  );
}

interface IJsonInputProps {
  text: string;
  problem: string | null;
  onChange: (text: string) => void;
  onSend: () => void;
}

function JsonInput({ text, problem, onChange, onSend }: IJsonInputProps): JSX.Element {
  const { trans } = useModelArts();
  const id = 'jp-ma-predict-json';
  return (
    <div className={`jp-ma-field${problem ? ' jp-mod-error' : ''}`}>
      <label htmlFor={id}>{trans.__('Request in JSON')}</label>
      <textarea
        id={id}
        className="jp-ma-json"
        spellCheck={false}
        rows={14}
        value={text}
        aria-invalid={problem ? true : undefined}
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            onSend();
          }
        }}
      />
      {problem && (
        <div className="jp-ma-field-error" role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}

interface IPredicting {
  predict: (body: FormData | string) => void;
  giveUp: () => void;
  busy: boolean;
  answer: IPrediction | null;
  error: unknown;
}

/** One call at a time; a new one gives the one before up. */
function usePrediction(id: string, api: ServedApi, done: () => void): IPredicting {
  const { rest } = useModelArts();
  const [state, setState] = useState<Omit<IPredicting, 'predict' | 'giveUp'>>({
    busy: false,
    answer: null,
    error: null
  });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const predict = (body: FormData | string): void => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    setState(old => ({ ...old, busy: true, error: null }));
    new ServicesClient(rest).predict(id, api.url, body, mine.signal).then(
      answer => {
        if (!mine.signal.aborted) {
          setState({ busy: false, answer, error: null });
          done();
        }
      },
      (error: unknown) => {
        if (!mine.signal.aborted && !isAborted(error)) {
          setState({ busy: false, answer: null, error });
        }
      }
    );
  };
  const giveUp = (): void => {
    running.current?.abort();
    setState(old => ({ ...old, busy: false }));
  };
  return { ...state, predict, giveUp };
}

/** A text that was left empty is left out. */
function formOf(fields: Readonly<Record<string, File | string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof File) {
      form.append(name, value, value.name);
    } else if (value) {
      form.append(name, value);
    }
  }
  return form;
}

function problemOf(text: string, sentence: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return sentence.replace('%1', error instanceof Error ? error.message : '');
  }
}
