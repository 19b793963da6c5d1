import { addIcon } from '@jupyterlab/ui-components';
import { type JSX, useState } from 'react';

import {
  ActionButton,
  EmptyState,
  ErrorNotice,
  Loading,
  Page,
  SearchField,
  Toolbar
} from '../../../core/components';
import { useModelArts, useTrans } from '../../../core/context';
import { useResource } from '../../../core/hooks';
import { exampleIcon } from '../../../core/icons';
import type { IPageProps } from '../../../core/tokens';
import type { ExampleBody, GalleryBody } from '../../types';
import { GalleryClient } from '../client';
import { copyExample } from '../copying';
import type { IGalleryHost } from '../host';
import { byCategory, galleryName, isWanted, type IWanted, wordsOf } from '../words';
import { AddGallery } from './AddGallery';
import { ExampleCard } from './ExampleCard';
import { RemoveGallery } from './RemoveGallery';

const BUILT_IN = 'modelarts';
const ANY: IWanted = { search: '', category: '', engine: '' };

export type GalleryArgs = { gallery?: string };

export type IGalleryPageProps = IPageProps<GalleryArgs> & { host: IGalleryHost };

/** The examples of a gallery by category, to look at and to copy. */
export function GalleryPage(props: IGalleryPageProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [isAdding, setAdding] = useState(false);
  const client = new GalleryClient(rest);
  const galleries = useResource(signal => client.galleries(signal), [rest], {
    topics: ['galleries']
  });
  const known = galleries.data?.galleries ?? [];
  const chosen = known.find(one => one.gallery_id === props.args.gallery) ?? known[0];
  const choose = (gallery: string): void => props.setArgs({ gallery });
  return (
    <Page
      title={trans.__('ModelArts Examples')}
      icon={exampleIcon}
      subtitle={trans.__(
        'Notebooks to begin with. Preview shows one, Use makes a copy of it that is yours.'
      )}
      actions={
        <ActionButton
          icon={addIcon}
          label={trans.__('Add a gallery')}
          aria-expanded={isAdding}
          onClick={() => setAdding(!isAdding)}
        />
      }
    >
      {Boolean(galleries.error) && (
        <ErrorNotice error={galleries.error} onRetry={galleries.refresh} />
      )}
      {isAdding && (
        <AddGallery
          onDone={added => {
            setAdding(false);
            if (added) {
              galleries.refresh();
              choose(added.gallery_id);
            }
          }}
        />
      )}
      {known.length > 1 && (
        <GalleryTabs galleries={known} chosen={chosen} onChoose={choose} />
      )}
      {chosen && (
        <Shelf key={chosen.gallery_id} gallery={chosen} host={props.host}>
          {!chosen.is_built_in && (
            <RemoveGallery
              gallery={chosen}
              onRemoved={() => {
                choose(BUILT_IN);
                galleries.refresh();
              }}
            />
          )}
        </Shelf>
      )}
    </Page>
  );
}

interface IGalleryTabsProps {
  galleries: readonly GalleryBody[];
  chosen: GalleryBody | undefined;
  onChoose: (galleryId: string) => void;
}

function GalleryTabs({ galleries, chosen, onChoose }: IGalleryTabsProps): JSX.Element {
  const trans = useTrans();
  return (
    <div
      className="jp-ma-example-galleries"
      role="group"
      aria-label={trans.__('Gallery')}
    >
      {galleries.map(gallery => (
        <button
          key={gallery.gallery_id}
          type="button"
          className="jp-ma-chip"
          aria-pressed={gallery.gallery_id === chosen?.gallery_id}
          title={gallery.location}
          onClick={() => onChoose(gallery.gallery_id)}
        >
          {galleryName(gallery, trans)}
        </button>
      ))}
    </div>
  );
}

interface IShelfProps {
  gallery: GalleryBody;
  host: IGalleryHost;
  /** What else can be done with the gallery. */
  children: JSX.Element | false;
}

/** One gallery's examples, as far as they are asked for. */
function Shelf({ gallery, host, children }: IShelfProps): JSX.Element {
  const context = useModelArts();
  const { rest, trans, language, pages } = context;
  const [wanted, setWanted] = useState(ANY);
  const { data, error, loading, refresh } = useResource(
    signal => new GalleryClient(rest).examples(gallery.gallery_id, signal),
    [rest, gallery.gallery_id],
    { topics: ['galleries', 'engines'] }
  );
  const all = data?.examples ?? [];
  const shown = all.filter(example => isWanted(example, wanted, language));
  const preview = ({ gallery_id, path }: ExampleBody): void =>
    void pages.open('example', { gallery: gallery_id, path });
  return (
    <>
      <Filters examples={all} wanted={wanted} onChange={setWanted}>
        {children}
      </Filters>
      {Boolean(error) && (
        <ErrorNotice
          title={trans.__('The examples could not be read.')}
          error={error}
          onRetry={refresh}
        />
      )}
      {loading && <Loading />}
      {data && shown.length === 0 && <NoExamples isEmpty={all.length === 0} />}
      {[...byCategory(shown, language)].map(([category, examples]) => (
        <section key={category} className="jp-ma-section" aria-label={category}>
          <h2>{category || galleryName(gallery, trans)}</h2>
          <ul className="jp-ma-examples">
            {examples.map(example => (
              <ExampleCard
                key={example.path}
                example={example}
                onPreview={preview}
                onUse={one => void copyExample(context, host, one)}
              />
            ))}
          </ul>
        </section>
      ))}
      {data && <Remarks leftOut={data.left_out} unreadable={data.unreadable} />}
    </>
  );
}

interface IFiltersProps {
  examples: readonly ExampleBody[];
  wanted: IWanted;
  onChange: (wanted: IWanted) => void;
  children: JSX.Element | false;
}

function Filters({ examples, wanted, onChange, children }: IFiltersProps): JSX.Element {
  const { trans, language } = useModelArts();
  const categories = examples.map(example => wordsOf(example, language).category);
  const engines = examples.map(example => example.engine_id);
  return (
    <Toolbar label={trans.__('Search and filter')}>
      <SearchField
        label={trans.__('Search in examples')}
        value={wanted.search}
        onChange={search => onChange({ ...wanted, search })}
      />
      <Choice
        label={trans.__('Category')}
        all={trans.__('All categories')}
        values={categories}
        value={wanted.category}
        onChange={category => onChange({ ...wanted, category })}
      />
      <Choice
        label={trans.__('Engine')}
        all={trans.__('All engines')}
        values={engines}
        value={wanted.engine}
        onChange={engine => onChange({ ...wanted, engine })}
      />
      {children}
    </Toolbar>
  );
}

interface IChoiceProps {
  label: string;
  all: string;
  values: readonly string[];
  value: string;
  onChange: (value: string) => void;
}

function Choice({ label, all, values, value, onChange }: IChoiceProps): JSX.Element {
  return (
    <select
      className="jp-ma-input"
      aria-label={label}
      value={value}
      onChange={event => onChange(event.target.value)}
    >
      <option value="">{all}</option>
      {[...new Set(values)].filter(Boolean).map(one => (
        <option key={one}>{one}</option>
      ))}
    </select>
  );
}

function NoExamples({ isEmpty }: { isEmpty: boolean }): JSX.Element {
  const trans = useTrans();
  return isEmpty ? (
    <EmptyState
      icon={exampleIcon}
      title={trans.__('No notebooks')}
      sentence={trans.__('Put notebooks there, and they are shown here.')}
    />
  ) : (
    <EmptyState
      icon={exampleIcon}
      title={trans.__('No example fits')}
      sentence={trans.__(
        'Search for other words, or choose all categories and engines.'
      )}
    />
  );
}

interface IRemarksProps {
  leftOut: number;
  unreadable: readonly string[];
}

/** What is in the gallery and not shown. */
function Remarks({ leftOut, unreadable }: IRemarksProps): JSX.Element {
  const trans = useTrans();
  return (
    <>
      {leftOut > 0 && (
        <p className="jp-ma-quiet">
          {trans.__('%1 more notebooks are not shown: divide the gallery.', leftOut)}
        </p>
      )}
      {unreadable.length > 0 && (
        <p className="jp-ma-quiet">
          {trans.__('These are no notebooks of format 4: %1.', unreadable.join(', '))}
        </p>
      )}
    </>
  );
}
