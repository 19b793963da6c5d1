import type { JSX } from 'react';

import {
  ActionButton,
  ErrorNotice,
  Loading,
  Page,
  Section
} from '../../core/components';
import { serverWords } from '../../compute/sentences';
import { useModelArts } from '../../core/context';
import { useResource } from '../../core/hooks';
import { datasetIcon, jobIcon, logoIcon } from '../../core/icons';
import { HomeClient } from '../client';
import { go, hasPlace, type IPlace, NEW_DATASET, NEW_JOB } from '../places';
import type { HomeBody } from '../types';
import { Attention } from './Attention';
import { Recent } from './Recent';
import { Running } from './Running';
import { SampleData } from './SampleData';
import { Starts } from './Starts';
import { Welcome } from './Welcome';

const TOPICS = [
  'home',
  'compute',
  'datasets',
  'training',
  'models',
  'services',
  'engines'
];

export default function HomePage(): JSX.Element {
  const { rest, trans } = useModelArts();
  const client = new HomeClient(rest);
  const home = useResource(signal => client.get(signal), [rest], { topics: TOPICS });
  return (
    <Page title={trans.__('ModelArts')} icon={logoIcon} actions={<NewThings />}>
      {home.error !== null && (
        <ErrorNotice
          error={home.error}
          title={trans.__('The home page could not be read.')}
          onRetry={home.refresh}
        />
      )}
      {home.data ? (
        <Parts home={home.data} refresh={home.refresh} />
      ) : (
        home.error === null && <Loading />
      )}
    </Page>
  );
}

function NewThings(): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  const offers: [IPlace, string, typeof datasetIcon][] = [
    [NEW_DATASET, trans.__('New dataset'), datasetIcon],
    [NEW_JOB, trans.__('New training job'), jobIcon]
  ];
  return (
    <>
      {offers
        .filter(([place]) => hasPlace(context, place))
        .map(([place, label, icon]) => (
          <ActionButton
            key={place.page}
            label={label}
            icon={icon}
            onClick={() => void go(context, place)}
          />
        ))}
    </>
  );
}

interface IPartsProps {
  home: HomeBody;
  refresh: () => void;
}

/** Only the parts that have something to say. */
function Parts({ home, refresh }: IPartsProps): JSX.Element {
  const { trans } = useModelArts();
  const isRunning = home.running.length + home.services.length > 0;
  const isQuiet = !isRunning && home.attention.length === 0;
  const sample = (
    <SampleData sample={home.sample_data} isFirst={home.is_new} refresh={refresh} />
  );
  if (home.is_new) {
    return (
      <>
        <SurvivalNote home={home} />
        <Welcome starts={home.starts}>{sample}</Welcome>
      </>
    );
  }
  return (
    <div className="jp-ma-home">
      <SurvivalNote home={home} />
      <Section title={trans.__('Start')}>
        <Starts starts={home.starts} />
        {sample}
      </Section>
      {home.attention.length > 0 && (
        <Section title={trans.__('Needs attention')}>
          <Attention items={home.attention} refresh={refresh} />
        </Section>
      )}
      {isRunning && (
        <Section title={trans.__('Running now')}>
          <Running items={home.running} services={home.services} />
        </Section>
      )}
      {isQuiet && (
        <p className="jp-ma-quiet">
          {trans.__('Nothing is running, and nothing needs your attention.')}
        </p>
      )}
      {home.recent.length > 0 && (
        <Section title={trans.__('Continue where you left off')}>
          <Recent items={home.recent} />
        </Section>
      )}
    </div>
  );
}

/** Said before the first job: the server's own sentence has the reason. */
function SurvivalNote({ home }: { home: HomeBody }): JSX.Element | null {
  const { trans } = useModelArts();
  if (home.survives_server) {
    return null;
  }
  return (
    <p className="jp-ma-home-note" role="note">
      {trans.__('Jobs may end together with this Jupyter server.')}{' '}
      <span className="jp-ma-quiet">{serverWords(home.survival_note, trans)}</span>
    </p>
  );
}
