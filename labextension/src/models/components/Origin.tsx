import type { JSX, ReactNode } from 'react';

import { useModelArts } from '../../core/context';
import { datasetIcon, jobIcon, modelIcon } from '../../core/icons';
import { modelTitle, sourceName } from '../state';
import type { ModelDetailBody } from '../types';

const ARROW = '→';

/** Dataset version → training job → model, each to be opened. */
export function Origin({ model }: { model: ModelDetailBody }): JSX.Element {
  const { pages, trans } = useModelArts();
  const { source_job_id: job } = model;
  if (!job) {
    return (
      <p>
        {trans.__('A folder, whose data and training are not known here:')}{' '}
        <span className="jp-ma-mono">{model.source_location}</span>
      </p>
    );
  }
  const steps: ReactNode[] = model.trained_on.map(one => (
    <Step
      key={one.version_id}
      icon={datasetIcon}
      label={`${one.dataset_name} ${one.version_name}`}
      onOpen={() => void pages.open('dataset', { id: one.dataset_id, tab: 'versions' })}
    />
  ));
  return (
    <div className="jp-ma-origin">
      {steps.length > 0 && (
        <>
          <span className="jp-ma-origin-step">{steps}</span>
          <span aria-hidden="true">{ARROW}</span>
        </>
      )}
      {model.source_job_exists ? (
        <Step
          icon={jobIcon}
          label={sourceName(model)}
          onOpen={() => void pages.open('training-job', { id: job })}
        />
      ) : (
        <span>{trans.__('%1, which was deleted for good', sourceName(model))}</span>
      )}
      <span aria-hidden="true">{ARROW}</span>
      <span className="jp-ma-origin-one">
        <modelIcon.react tag="span" className="jp-ma-button-icon" />
        {modelTitle(model)}
      </span>
    </div>
  );
}

interface IStepProps {
  icon: typeof jobIcon;
  label: string;
  onOpen: () => void;
}

function Step({ icon: Icon, label, onOpen }: IStepProps): JSX.Element {
  return (
    <span className="jp-ma-origin-one">
      <Icon.react tag="span" className="jp-ma-button-icon" />
      <button className="jp-ma-link" onClick={onOpen}>
        {label}
      </button>
    </span>
  );
}
