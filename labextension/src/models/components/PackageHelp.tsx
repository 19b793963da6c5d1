import type { JSX } from 'react';

import { Section } from '../../core/components';
import { useTrans } from '../../core/context';

const MODEL = 'model/';
const CONFIG = 'config.json';
const CODE = 'customize_service.py';
const FILE = 'model.pkl';

/** How a model package looks. */
export function PackageHelp(): JSX.Element {
  const trans = useTrans();
  return (
    <Section title={trans.__('How a package looks')}>
      <table className="jp-ma-table jp-ma-package-help">
        <tbody>
          <tr>
            <th scope="row" className="jp-ma-mono">
              {MODEL}
            </th>
            <td>{trans.__('one folder of this name, which holds everything else')}</td>
          </tr>
          <tr>
            <th scope="row" className="jp-ma-mono jp-ma-indent">
              {CONFIG}
            </th>
            <td>
              {trans.__(
                'needed: the engine, what goes in and comes out, how good the model is, the packages it uses'
              )}
            </td>
          </tr>
          <tr>
            <th scope="row" className="jp-ma-mono jp-ma-indent">
              {FILE}
            </th>
            <td>{trans.__('the model itself, in as many files as it has')}</td>
          </tr>
          <tr>
            <th scope="row" className="jp-ma-mono jp-ma-indent">
              {CODE}
            </th>
            <td>
              {trans.__(
                'if you like: the code that reads a request and puts the answer into words'
              )}
            </td>
          </tr>
        </tbody>
      </table>
      <p className="jp-ma-quiet">
        {trans.__(
          'A training script writes it below the directory that --train_url names; digits/train.py of the sample data does.'
        )}
      </p>
    </Section>
  );
}
