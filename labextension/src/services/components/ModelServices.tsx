import type { JSX } from 'react';

import { EmptyState } from '../../core/components';
import { useModelArts } from '../../core/context';
import { serviceIcon } from '../../core/icons';
import type { ITabProps } from '../../core/tokens';
import type { ModelDetailBody } from '../../models/types';
import { ServiceTable, useServices } from './ServiceTable';

/** On the page of a model: the services that use this version. */
export default function ModelServices({
  resource
}: ITabProps<ModelDetailBody>): JSX.Element {
  const { trans } = useModelArts();
  const services = useServices({ model_id: resource.model_id });
  return (
    <ServiceTable
      services={services}
      scrollKey={`services-of-${resource.model_id}`}
      empty={
        <EmptyState
          icon={serviceIcon}
          title={trans.__('No service uses this version')}
          sentence={trans.__('Deploy it, or choose it in the update of a service.')}
        />
      }
    />
  );
}
