import { type JSX, useId } from 'react';

import { useTrans } from '../../core/context';

/** The kind of annotation: one for now, the others are shown as coming. */
export function TypeField(): JSX.Element {
  const trans = useTrans();
  const id = useId();
  const coming = [
    trans.__('Object detection'),
    trans.__('Sound classification'),
    trans.__('Speech content'),
    trans.__('Speech segmentation'),
    trans.__('Text classification'),
    trans.__('Named entities')
  ];
  return (
    <fieldset className="jp-ma-fieldset">
      <legend>{trans.__('Type')}</legend>
      <label className="jp-ma-check">
        <input type="radio" name={id} defaultChecked />
        {trans.__('Image classification')}
        <span className="jp-ma-quiet">
          {trans.__('what a picture shows: one or more labels each')}
        </span>
      </label>
      <details className="jp-ma-coming">
        <summary className="jp-ma-quiet">
          {trans.__('Six other types, which later releases bring')}
        </summary>
        {coming.map(label => (
          <label
            key={label}
            className="jp-ma-check"
            title={trans.__('A later release brings this type.')}
          >
            <input type="radio" name={id} disabled />
            <span className="jp-ma-quiet">{label}</span>
          </label>
        ))}
      </details>
    </fieldset>
  );
}
