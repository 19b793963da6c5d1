import type { JSX } from 'react';

import { LogView } from '../../compute/components/LogView';
import {
  ErrorNotice,
  KeyValue,
  Loading,
  Page,
  RelativeTime,
  Section,
  StatePill
} from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { useFormat, useResource, useTitle } from '../../core/hooks';
import { engineIcon } from '../../core/icons';
import type { IPageProps } from '../../core/tokens';
import { EnginesClient } from '../client';
import { engineTitle } from '../state';
import type { EngineBody } from '../types';
import { descriptionOf, engineNote, engineReason } from '../words';
import { EngineActions } from './EngineActions';
import { Libraries } from './Libraries';

/** One engine: what is in it, and the log of its newest build as it is written. */
export default function EnginePage(props: IPageProps<{ id: string }>): JSX.Element {
  const { rest, pages, trans } = useModelArts();
  const { id } = props.args;
  const { data, error, refresh, setData } = useResource(
    signal => new EnginesClient(rest).get(id, signal),
    [rest, id],
    { topics: ['engines'], urn: `urn:modelarts:engine:${id}` }
  );
  const title = data ? engineTitle(data) : '';
  useTitle(props, title);
  if (!data) {
    return error ? (
      <ErrorNotice
        title={trans.__('The engine could not be read.')}
        error={error}
        onRetry={refresh}
      />
    ) : (
      <Loading />
    );
  }
  return (
    <Page
      fill
      title={title}
      icon={engineIcon}
      state={<StatePill state={data.state} />}
      subtitle={descriptionOf(data, trans)}
      actions={
        <EngineActions
          engine={data}
          onChange={setData}
          onGone={() => {
            props.close();
            void pages.open('engines');
          }}
        />
      }
    >
      {data.state === 'failed' && <Failed engine={data} />}
      {data.state === 'building' && (
        <p>
          {trans.__('Jobs that need this engine wait for it, and start by themselves.')}
        </p>
      )}
      <Facts engine={data} />
      {data.state === 'ready' && <Libraries engine={data} onChange={setData} />}
      <Section title={trans.__('Log of the newest build')}>
        {data.build_workload_id ? (
          <LogView
            workloadId={data.build_workload_id}
            isLive={data.state === 'building'}
          />
        ) : (
          <p className="jp-ma-quiet">
            {trans.__(
              'Never built: the first job that needs it builds it, or press Build.'
            )}
          </p>
        )}
      </Section>
    </Page>
  );
}

function Failed({ engine }: { engine: EngineBody }): JSX.Element {
  const trans = useTrans();
  const reason = engineReason(engine.reason, trans);
  return (
    <ErrorNotice
      title={trans.__('The engine could not be built.')}
      error={new Error(reason || trans.__('The log below says why.'))}
      advice={trans.__('Read the end of the log, mend what it names, and build again.')}
    />
  );
}

function Facts({ engine }: { engine: EngineBody }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const packages = engine.packages.map(one => `${one.name} ${one.version}`);
  return (
    <div className="jp-ma-engine-facts">
      <KeyValue
        rows={[
          [trans.__('Python'), engine.python_version],
          [trans.__('Chosen'), engine.note ? engineNote(engine.note, trans) : null],
          [
            trans.__('Size'),
            engine.size_bytes === null ? null : format.bytes(engine.size_bytes)
          ],
          [trans.__('Built'), engine.built_at && <RelativeTime at={engine.built_at} />],
          [trans.__('Kernel'), engine.kernel_name],
          [trans.__('On top of'), engine.interpreter || null],
          [trans.__('Requirements'), engine.requirements.join(', ')]
        ]}
      />
      {packages.length > 0 && (
        <details>
          <summary>{trans.__('%1 packages', packages.length)}</summary>
          <ul className="jp-ma-packages">
            {packages.map(name => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
