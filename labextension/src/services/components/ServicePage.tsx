import { type JSX, useState } from 'react';

import {
  CopyButton,
  ErrorNotice,
  Loading,
  Page,
  StatePill
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { useResource, useTitle } from '../../core/hooks';
import { serviceIcon } from '../../core/icons';
import type { IPageProps } from '../../core/tokens';
import { ServicesClient } from '../client';
import { isWanted, URN, versionsOf } from '../state';
import type { ServiceBody } from '../types';
import { reasonOf } from '../words';
import { CurlPanel } from './CurlPanel';
import { ServiceActions } from './ServiceActions';
import { ServiceTabs } from './ServiceTabs';
import { Trouble } from './Trouble';

export type ServiceArgs = { id: string; tab?: string };

/** One service. */
export default function ServicePage(props: IPageProps<ServiceArgs>): JSX.Element {
  const { rest, trans } = useModelArts();
  const { id } = props.args;
  const {
    data: service,
    error,
    refresh
  } = useResource(signal => new ServicesClient(rest).get(id, signal), [rest, id], {
    topics: ['services'],
    urn: URN + id
  });
  const name = service?.service_name ?? '';
  useTitle(props, name);
  if (!service || service.service_id !== id) {
    return error ? (
      <ErrorNotice
        title={trans.__('The service could not be read.')}
        error={error}
        onRetry={refresh}
      />
    ) : (
      <Loading />
    );
  }
  return <Service service={service} page={props} refresh={refresh} />;
}

interface IServiceProps {
  service: ServiceBody;
  page: IPageProps<ServiceArgs>;
  refresh: () => void;
}

function Service({ service, page, refresh }: IServiceProps): JSX.Element {
  const { trans } = useModelArts();
  const { status } = service;
  const words = reasonOf(service, trans);
  const [isCurlOpen, setCurlOpen] = useState(false);
  const isTrouble = status === 'failed' || status === 'concerning';
  return (
    <Page
      fill
      title={service.service_name}
      icon={serviceIcon}
      state={<StatePill state={status} detail={words} />}
      subtitle={
        <span className="jp-ma-job-subtitle">
          <span>{versionsOf(service.config)}</span>
          {words && !isTrouble && <span className="jp-ma-job-step">{words}</span>}
          {service.description && <span>{service.description}</span>}
        </span>
      }
      actions={
        <ServiceActions
          service={service}
          refresh={refresh}
          close={page.close}
          isCurlOpen={isCurlOpen}
          toggleCurl={() => setCurlOpen(!isCurlOpen)}
        />
      }
    >
      <div className="jp-ma-service">
        {isWanted(service) && service.access_address && (
          <Address address={service.access_address} />
        )}
        {isCurlOpen && isWanted(service) && (
          <CurlPanel service={service} close={() => setCurlOpen(false)} />
        )}
        {isTrouble && (
          <Trouble
            service={service}
            words={words}
            showLog={() => page.setArgs({ tab: 'log' })}
            refresh={refresh}
          />
        )}
        <ServiceTabs
          service={service}
          selected={page.args.tab}
          onSelect={tab => page.setArgs({ tab })}
          refresh={refresh}
        />
      </div>
    </Page>
  );
}

function Address({ address }: { address: string }): JSX.Element {
  const { trans } = useModelArts();
  return (
    <div className="jp-ma-address">
      <span className="jp-ma-quiet">{trans.__('Address')}</span>
      <code className="jp-ma-mono">{address}</code>
      <CopyButton text={address} label={trans.__('Copy the address')} />
    </div>
  );
}
