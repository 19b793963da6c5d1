import type { JSX, ReactNode } from 'react';

import { useTrans } from '../../core/context';
import type { StartBody } from '../types';
import { Starts } from './Starts';

export interface IWelcomeProps {
  starts: readonly StartBody[];
  children: ReactNode;
}

/** The home page before there is anything: what this is, and how to begin. */
export function Welcome({ starts, children }: IWelcomeProps): JSX.Element {
  const trans = useTrans();
  return (
    <div className="jp-ma-welcome">
      <h2>{trans.__('From images to a trained model, in this window')}</h2>
      <p>
        {trans.__(
          'Label images, publish them as a version of a dataset, and train on it: everything runs on this computer.'
        )}
      </p>
      {children}
      <Starts starts={starts} title={trans.__('Or begin with your own')} />
    </div>
  );
}
