import { checkIcon, deleteIcon } from '@jupyterlab/ui-components';
import { type JSX, useMemo } from 'react';

import {
  ActionButton,
  CopyButton,
  PointActions,
  ProgressBar,
  RelativeTime,
  StatePill
} from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { cancelPublication, deleteVersion, makeCurrent } from '../actions';
import { isPublishing, isReady, versionState } from '../state';
import { DATASET_VERSION } from '../tokens';
import type { DatasetBody, VersionBody } from '../types';
import { LabelCounts } from './LabelCounts';

export interface IVersionProps {
  dataset: DatasetBody;
  version: VersionBody;
  onChange: () => void;
}

/** One version: what is in it, where its manifest is, and what can be done with it. */
export function Version(props: IVersionProps): JSX.Element {
  const { dataset, version } = props;
  const trans = useTrans();
  return (
    <article
      className="jp-ma-task jp-ma-version-row"
      aria-label={version.version_name}
      data-modelarts-dataset={dataset.dataset_id}
      data-modelarts-version={version.version_id}
      data-modelarts-ready={isReady(version)}
    >
      <div className="jp-ma-task-head">
        <strong>{version.version_name}</strong>
        {version.is_current && (
          <span className="jp-ma-badge">{trans.__('current')}</span>
        )}
        {!isReady(version) && <StatePill state={versionState(version)} />}
        <span className="jp-ma-quiet">
          <RelativeTime at={version.create_time} />
        </span>
        {isReady(version) && <Totals version={version} />}
        <VersionActions {...props} />
      </div>
      {version.description && <p>{version.description}</p>}
      {isPublishing(version) && <Progress {...props} />}
      {version.message && <p className="jp-ma-field-error">{version.message}</p>}
      {isReady(version) && (
        <>
          <LabelCounts labels={version.label_stats} />
          <div className="jp-ma-buttons">
            <span className="jp-ma-mono jp-ma-quiet">{version.manifest_path}</span>
            <CopyButton text={version.manifest_path} />
          </div>
        </>
      )}
    </article>
  );
}

function Totals({ version }: { version: VersionBody }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const { annotated_sample_count: labeled, total_sample_count: total } = version;
  const share = Number(version.train_evaluate_sample_ratio);
  return (
    <span>
      {trans.__('%1 of %2 images labeled', format.count(labeled), format.count(total))}
      {version.train_evaluate_sample_ratio !== null &&
        share > 0 &&
        ` · ${trans.__('%1 for training', format.percent(share))}`}
    </span>
  );
}

function Progress({ dataset, version, onChange }: IVersionProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  const total = dataset.total_sample_count;
  return (
    <ProgressBar
      label={trans.__('Publishing')}
      share={total > 0 ? version.finished_sample_count / total : null}
      onCancel={() => void cancelPublication(context, dataset, version).then(onChange)}
      cancelLabel={trans.__('Cancel')}
    />
  );
}

function VersionActions({ dataset, version, onChange }: IVersionProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  const both = useMemo(() => ({ dataset, version }), [dataset, version]);
  return (
    <span className="jp-ma-row-actions">
      {isReady(version) && <PointActions point={DATASET_VERSION} resource={both} />}
      {isReady(version) && !version.is_current && (
        <ActionButton
          icon={checkIcon}
          label={trans.__('Make it the current one')}
          onClick={() => void makeCurrent(context, dataset, version).then(onChange)}
        />
      )}
      {!isPublishing(version) && (
        <ActionButton
          iconOnly
          icon={deleteIcon}
          label={trans.__('Delete %1', version.version_name)}
          onClick={() => void deleteVersion(context, dataset, version).then(onChange)}
        />
      )}
    </span>
  );
}
