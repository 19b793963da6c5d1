import { closeIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton, FormField } from '../../core/components';
import { useModelArts } from '../../core/context';
import type { ModelBody } from '../../models/types';
import { PairRows } from '../../training/components/form/PairRows';
import type { IVersionDraft } from '../deployDraft';
import type { ServiceSpecificationBody } from '../types';

export interface IVersionFieldsProps {
  at: number;
  version: IVersionDraft;
  models: readonly ModelBody[];
  specifications: readonly ServiceSpecificationBody[];
  /** The only one takes all calls. */
  isOnly: boolean;
  onChange: (version: IVersionDraft) => void;
  onRemove: () => void;
}

/** One model version of the form. */
export function VersionFields(props: IVersionFieldsProps): JSX.Element {
  const { trans } = useModelArts();
  const { at, version, isOnly, onChange } = props;
  const change = (values: Partial<IVersionDraft>): void =>
    onChange({ ...version, ...values });
  return (
    <fieldset className="jp-ma-version-fields">
      <legend>
        {isOnly ? trans.__('Model') : trans.__('Version %1', at + 1)}
        {!isOnly && (
          <ActionButton
            iconOnly
            icon={closeIcon}
            label={trans.__('Remove this version')}
            onClick={props.onRemove}
          />
        )}
      </legend>
      <ModelField {...props} change={change} />
      {!isOnly && (
        <FormField
          path={`config.${at}.weight`}
          label={trans.__('Share of the calls, in percent')}
        >
          {control => (
            <input
              {...control}
              type="number"
              min={0}
              max={100}
              value={version.weight}
              onChange={event => change({ weight: numberOf(event.target.value) })}
            />
          )}
        </FormField>
      )}
      <SizeField {...props} change={change} />
      <FormField
        path={`config.${at}.instance_count`}
        label={trans.__('Replicas')}
        hint={trans.__('Each answers one call at a time.')}
      >
        {control => (
          <input
            {...control}
            type="number"
            min={1}
            max={32}
            value={version.instances}
            onChange={event => change({ instances: numberOf(event.target.value) })}
          />
        )}
      </FormField>
      <More {...props} change={change} />
    </fieldset>
  );
}

type IPartProps = IVersionFieldsProps & {
  change: (values: Partial<IVersionDraft>) => void;
};

function ModelField({ at, version, models, change }: IPartProps): JSX.Element {
  const { trans } = useModelArts();
  const isKnown = models.some(one => one.model_id === version.model);
  return (
    <FormField
      path={`config.${at}.model_id`}
      label={trans.__('Model and version')}
      required
    >
      {control => (
        <select
          {...control}
          value={version.model}
          onChange={event => change({ model: event.target.value })}
        >
          {!isKnown && <option value={version.model}>{version.model || '–'}</option>}
          {models.map(one => (
            <option key={one.model_id} value={one.model_id}>
              {`${one.model_name} ${one.model_version}`}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}

function SizeField({ at, version, specifications, change }: IPartProps): JSX.Element {
  const { trans } = useModelArts();
  const isKnown = specifications.some(
    one => one.specification === version.specification
  );
  return (
    <FormField
      path={`config.${at}.specification`}
      label={trans.__('Size of a replica')}
      required
      hint={trans.__(
        'How much of this computer a replica may use; it waits until so much is free.'
      )}
    >
      {control => (
        <select
          {...control}
          value={version.specification}
          onChange={event => change({ specification: event.target.value })}
        >
          {!isKnown && (
            <option value={version.specification}>{version.specification}</option>
          )}
          {specifications.map(one => (
            <option key={one.specification} value={one.specification}>
              {one.display_en}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}

function More({ at, version, change }: IPartProps): JSX.Element {
  const { trans } = useModelArts();
  return (
    <details className="jp-ma-more" open={version.envs.length > 0 || undefined}>
      <summary>{trans.__('More: environment variables, time to load')}</summary>
      <FormField
        path={`config.${at}.envs`}
        label={trans.__('Environment variables')}
        hint={trans.__('The inference code finds them in os.environ.')}
      >
        {control => (
          <PairRows
            control={control}
            label={trans.__('Environment variables')}
            pairs={version.envs}
            onChange={envs => change({ envs })}
            nameLabel={trans.__('Name of the variable')}
            valueLabel={trans.__('Value of the variable')}
            addLabel={trans.__('Add a variable')}
          />
        )}
      </FormField>
      <FormField
        path={`config.${at}.deploy_timeout_in_seconds`}
        label={trans.__('Time to load, in seconds')}
        hint={trans.__('A model that is not loaded by then has failed.')}
      >
        {control => (
          <input
            {...control}
            type="number"
            min={1}
            max={3600}
            value={version.loadS}
            onChange={event => change({ loadS: numberOf(event.target.value) })}
          />
        )}
      </FormField>
    </details>
  );
}

/** What the server will refuse by name if it is out of range. */
function numberOf(text: string): number {
  const value = Number.parseInt(text, 10);
  return Number.isNaN(value) ? 0 : value;
}
