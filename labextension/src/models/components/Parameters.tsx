import type { JSX } from 'react';

import { Section } from '../../core/components';
import { useTrans } from '../../core/context';
import { type IParameter, parametersOf } from '../schema';
import type { PackageApi, PackageApiBody } from '../types';

/** What each path of a model takes and answers, from config.json. */
export function Parameters({ apis }: { apis: readonly PackageApi[] }): JSX.Element {
  const trans = useTrans();
  return (
    <div className="jp-ma-scrolling">
      {apis.map(api => (
        <Section
          key={`${api.method} ${api.url}`}
          title={`${api.method.toUpperCase()} ${api.url}`}
        >
          <div className="jp-ma-in-out">
            <ApiBody title={trans.__('In')} body={api.request} />
            <ApiBody title={trans.__('Out')} body={api.response} />
          </div>
        </Section>
      ))}
    </div>
  );
}

export function ApiBody({
  title,
  body
}: {
  title: string;
  body: PackageApiBody;
}): JSX.Element {
  const trans = useTrans();
  const rows = parametersOf(body.data);
  return (
    <div>
      <h3>
        {title} <span className="jp-ma-quiet">{body['Content-type']}</span>
      </h3>
      {rows.length === 0 ? (
        <p className="jp-ma-quiet">{trans.__('config.json names no parameters.')}</p>
      ) : (
        <div className="jp-ma-scroll">
          <table className="jp-ma-table jp-ma-parameters" aria-label={title}>
            <thead>
              <tr>
                <th scope="col">{trans.__('Name')}</th>
                <th scope="col">{trans._p('of a parameter', 'Type')}</th>
                <th scope="col">{trans.__('Description')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <Row key={row.path} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Row({ row }: { row: IParameter }): JSX.Element {
  const trans = useTrans();
  return (
    <tr>
      <th scope="row" style={{ paddingLeft: 4 + row.depth * 16 }}>
        <span className="jp-ma-mono">{row.name || trans.__('the body')}</span>
        {row.isRequired && <span className="jp-ma-needed">{trans.__('required')}</span>}
      </th>
      <td className="jp-ma-mono">{row.type || '–'}</td>
      <td className="jp-ma-wrap">{row.description}</td>
    </tr>
  );
}
