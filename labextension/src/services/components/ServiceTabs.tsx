import type { JSX } from 'react';

import { type ITabItem, Tabs, usePointTabs } from '../../core/components';
import { useModelArts } from '../../core/context';
import { SERVICE } from '../tokens';
import type { ServiceBody } from '../types';
import { Configuration } from './Configuration';
import { Events } from './Events';
import { Guide } from './Guide';
import { Logs } from './Logs';
import { Monitor } from './Monitor';
import { Predict } from './Predict';

export interface IServiceTabsProps {
  service: ServiceBody;
  selected: string | undefined;
  onSelect: (tab: string) => void;
  refresh: () => void;
}

export function ServiceTabs(props: IServiceTabsProps): JSX.Element {
  const { service, refresh } = props;
  const { trans } = useModelArts();
  const own: ITabItem[] = [
    {
      id: 'predict',
      label: trans.__('Predict'),
      render: () => (
        <Scrolling>
          <Predict service={service} refresh={refresh} />
        </Scrolling>
      )
    },
    {
      id: 'guide',
      label: trans.__('Guide'),
      render: () => (
        <Scrolling>
          <Guide service={service} />
        </Scrolling>
      )
    },
    {
      id: 'configuration',
      label: trans.__('Configuration'),
      render: () => (
        <Scrolling>
          <Configuration service={service} />
        </Scrolling>
      )
    },
    {
      id: 'monitor',
      label: trans.__('Monitor'),
      render: () => (
        <Scrolling>
          <Monitor service={service} />
        </Scrolling>
      )
    },
    {
      id: 'events',
      label: trans.__('Events'),
      render: () => <Events service={service} />
    },
    { id: 'log', label: trans.__('Log'), render: () => <Logs service={service} /> }
  ];
  const tabs = usePointTabs(SERVICE, service, own);
  return (
    <Tabs
      label={service.service_name}
      tabs={tabs}
      selected={props.selected}
      onSelect={props.onSelect}
    />
  );
}

function Scrolling({ children }: { children: JSX.Element }): JSX.Element {
  return <div className="jp-ma-scrolling">{children}</div>;
}
