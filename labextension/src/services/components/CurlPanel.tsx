import { Clipboard } from '@jupyterlab/apputils';
import { closeIcon } from '@jupyterlab/ui-components';
import { type JSX, type KeyboardEvent, useEffect, useRef, useState } from 'react';

import { ActionButton, CopyButton, ErrorNotice, Loading } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat, useSubmit } from '../../core/hooks';
import { ServicesClient } from '../client';
import { takesFile } from '../example';
import { asCurl } from '../program';
import type { ServiceBody, ServiceTokenBody } from '../types';

export interface ICurlPanelProps {
  service: ServiceBody;
  close: () => void;
}

const AN_HOUR_S = 3600;

/** A command that calls the service, with a token of its own that is shown this once. */
export function CurlPanel({ service, close }: ICurlPanelProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [issued, setIssued] = useState<ServiceTokenBody | null>(null);
  const { submit, error } = useSubmit(async () => {
    setIssued(await new ServicesClient(rest).issueToken(service.service_id, AN_HOUR_S));
  });
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    panel.current?.focus();
    void submit();
    // One token per opening.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
  };
  return (
    <div
      ref={panel}
      className="jp-ma-curl"
      role="region"
      aria-label={trans.__('Call it from a terminal')}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div className="jp-ma-section-head">
        <h2>{trans.__('Call it from a terminal')}</h2>
        <ActionButton
          iconOnly
          icon={closeIcon}
          label={trans.__('Close')}
          onClick={close}
        />
      </div>
      {error !== null && (
        <ErrorNotice
          title={trans.__('There is no token.')}
          error={error}
          onRetry={() => void submit()}
        />
      )}
      {!issued && error === null && <Loading />}
      {issued && <Command service={service} issued={issued} />}
    </div>
  );
}

interface ICommandProps {
  service: ServiceBody;
  issued: ServiceTokenBody;
}

function Command({ service, issued }: ICommandProps): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  const api = service.config[0].apis[0];
  const text = asCurl(issued.access_address ?? '', api, issued.token);
  // The button that opened the panel says that it copies.
  useEffect(() => Clipboard.copyToSystem(text), [text]);
  return (
    <>
      <pre className="jp-ma-code jp-ma-curl-text" tabIndex={0}>
        {text}
      </pre>
      <div className="jp-ma-buttons">
        <CopyButton text={text} label={trans.__('Copy the command')} />
        {takesFile(api) && (
          <span className="jp-ma-quiet">
            {trans.__('Put the path of your file in the place of image.png.')}
          </span>
        )}
      </div>
      <p className="jp-ma-quiet">
        {issued.expires_at !== null &&
          trans.__('The token in it ends %1.', format.dateTime(issued.expires_at))}{' '}
        {trans.__(
          'It may only call this service. It is shown this once: whoever has it can call until then.'
        )}
      </p>
    </>
  );
}
