import { type JSX, useState } from 'react';

import { useTrans } from '../context';
import { CopyButton } from './CopyButton';
import { Section } from './Layout';
import { Tabs } from './Tabs';

export interface IProgram {
  id: string;
  /** The language, as "Python". */
  label: string;
  text: string;
  note?: string;
}

/** What a form does, written for other ways of doing it, to be copied. */
export function Programs({ programs }: { programs: readonly IProgram[] }): JSX.Element {
  const trans = useTrans();
  const [selected, setSelected] = useState(programs[0].id);
  return (
    <Section title={trans.__('The same as a program')}>
      <Tabs
        label={trans.__('The same as a program')}
        tabs={programs.map(program => ({
          id: program.id,
          label: program.label,
          render: () => <Program {...program} />
        }))}
        selected={selected}
        onSelect={setSelected}
      />
    </Section>
  );
}

function Program({ text, note }: IProgram): JSX.Element {
  return (
    <>
      <pre className="jp-ma-code" tabIndex={0}>
        {text}
      </pre>
      <div className="jp-ma-buttons">
        <CopyButton text={text} />
        {note && <span className="jp-ma-quiet">{note}</span>}
      </div>
    </>
  );
}
