import { notebookIcon } from '@jupyterlab/ui-components';
import { type JSX, useState } from 'react';

import { ActionButton } from '../../../core/components';
import { useModelArts } from '../../../core/context';
import { useFormat } from '../../../core/hooks';
import type { ExampleBody } from '../../types';
import { GalleryClient } from '../client';
import { wordsOf } from '../words';

export interface IExampleCardProps {
  example: ExampleBody;
  onPreview: (example: ExampleBody) => void;
  onUse: (example: ExampleBody) => void;
}

/** One example: what it shows, what it needs, and the way in. */
export function ExampleCard(props: IExampleCardProps): JSX.Element {
  const { example, onPreview, onUse } = props;
  const { trans, language } = useModelArts();
  const { title, description } = wordsOf(example, language);
  return (
    <li className="jp-ma-example" data-modelarts-example={example.path}>
      <Picture example={example} />
      <div className="jp-ma-example-body">
        <h3>
          <button className="jp-ma-link" onClick={() => onPreview(example)}>
            {title}
          </button>
        </h3>
        <p className="jp-ma-example-about">{description}</p>
        <p className="jp-ma-quiet">{useFacts(example).join(' · ')}</p>
        <p className="jp-ma-quiet jp-ma-example-file" title={example.path}>
          {example.file_name}
        </p>
        <div className="jp-ma-example-actions">
          <ActionButton
            look="accept"
            label={trans.__('Use')}
            aria-label={trans.__('Use %1', title)}
            onClick={() => onUse(example)}
          />
          <ActionButton
            label={trans.__('Preview')}
            aria-label={trans.__('Preview %1', title)}
            onClick={() => onPreview(example)}
          />
        </div>
      </div>
    </li>
  );
}

/** Its engine, and how long it takes. */
function useFacts(example: ExampleBody): string[] {
  const { trans } = useModelArts();
  const format = useFormat();
  const { engine_id: engine, engine_state: state, duration_s: seconds } = example;
  const facts = [
    engine && (state === 'ready' ? engine : trans.__('%1 (built on use)', engine)),
    seconds > 0 && trans.__('about %1', format.duration(seconds * 1000))
  ];
  return facts.filter((fact): fact is string => Boolean(fact));
}

/** Its picture, once it is there; until then, and where there is none, the sign of a notebook. */
function Picture({ example }: { example: ExampleBody }): JSX.Element {
  const { rest } = useModelArts();
  const [isThere, setThere] = useState(false);
  const { gallery_id, path, has_thumbnail: hasOne } = example;
  return (
    <div className="jp-ma-example-picture">
      {!isThere && <notebookIcon.react tag="span" className="jp-ma-example-icon" />}
      {hasOne && (
        <img
          src={new GalleryClient(rest).thumbnail({ gallery_id, path })}
          alt=""
          loading="lazy"
          onLoad={() => setThere(true)}
        />
      )}
    </div>
  );
}
