import type { JSX } from 'react';

import { Section } from '../../core/components';
import { useTrans } from '../../core/context';
import { warningIcon } from '../../core/icons';
import { modelWords } from '../sentences';
import type { ModelDetailBody, PackageDependency } from '../types';

/** The packages that the inference code asks for, and those that its engine lacks. */
export function Dependencies({
  model
}: {
  model: ModelDetailBody;
}): JSX.Element | null {
  const trans = useTrans();
  const packages = (model.package.dependencies ?? []).flatMap(one => one.packages);
  if (packages.length === 0) {
    return null;
  }
  return (
    <Section title={trans.__('What it needs')}>
      <Unmet sentences={model.unmet} />
      <ul className="jp-ma-needs">
        {packages.map(one => (
          <li key={one.package_name}>
            <span className="jp-ma-mono">{one.package_name}</span>{' '}
            <Restraint dependency={one} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Sentences about what an engine lacks. */
export function Unmet({
  sentences
}: {
  sentences: readonly string[];
}): JSX.Element | null {
  const trans = useTrans();
  if (sentences.length === 0) {
    return null;
  }
  return (
    <div className="jp-ma-warning" role="note">
      <warningIcon.react tag="span" className="jp-ma-state-icon" />
      <div>
        <p>
          {trans.__(
            'A service installs them on top of its engine when it is deployed:'
          )}
        </p>
        <ul className="jp-ma-missing">
          {sentences.map(sentence => (
            <li key={sentence}>{modelWords(sentence, trans)}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Restraint({ dependency }: { dependency: PackageDependency }): JSX.Element {
  const trans = useTrans();
  const { package_version: version, restraint } = dependency;
  switch (restraint) {
    case 'EXACT':
      return <>{trans.__('exactly %1', version)}</>;
    case 'ATLEAST':
      return <>{trans.__('%1 or later', version)}</>;
    case 'ATMOST':
      return <>{trans.__('%1 or earlier', version)}</>;
    default:
      return <span className="jp-ma-quiet">{trans.__('any version')}</span>;
  }
}
