import type { JSX } from 'react';

import { ActionButton } from '../../core/components';
import { useModelArts } from '../../core/context';
import { failedIcon, warningIcon } from '../../core/icons';
import { startService, updateService } from '../actions';
import type { ServiceBody } from '../types';

export interface ITroubleProps {
  service: ServiceBody;
  words: string;
  showLog: () => void;
  refresh: () => void;
}

/** What is wrong with a service and what to do: the first thing on its page. */
export function Trouble(props: ITroubleProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  const { service, words } = props;
  const isFailed = service.status === 'failed';
  const Icon = isFailed ? failedIcon : warningIcon;
  return (
    <section
      className={isFailed ? 'jp-ma-failure' : 'jp-ma-trouble'}
      role="alert"
      aria-label={trans.__('What is wrong')}
    >
      <div className="jp-ma-failure-head">
        <Icon.react tag="span" className="jp-ma-error-icon" />
        <h2>
          {isFailed ? trans.__('It does not answer') : trans.__('It needs attention')}
        </h2>
      </div>
      <p className="jp-ma-failure-message">{words}</p>
      <div className="jp-ma-buttons">
        <ActionButton label={trans.__('Show the log')} onClick={props.showLog} />
        <ActionButton
          label={trans.__('Try again')}
          onClick={() => void startService(context, service).then(props.refresh)}
        />
        <ActionButton
          label={trans.__('Update…')}
          onClick={() => void updateService(context, service)}
        />
      </div>
    </section>
  );
}
