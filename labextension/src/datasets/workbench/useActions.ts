import { useMemo, useState } from 'react';

import { confirm } from '../../core/components';
import { useTrans } from '../../core/context';
import type { SampleBody } from '../types';
import { type IProblem, useAttempt } from './useAttempt';
import type { LabelingView } from './view';

/** What was done and can be taken back by one press. */
export interface INotice {
  text: string;
  canUndo: boolean;
}

export interface IActions {
  problem: IProblem | null;
  notice: INotice | null;
  attempt: (title: string, action: Promise<void>) => Promise<boolean>;
  dismiss: () => void;
  undo: () => void;
  redo: () => void;
  deleteImages: (samples: readonly SampleBody[]) => void;
  tell: (notice: INotice | null) => void;
}

/** What the user can do with the images, with its question, its failure and its way back. */
export function useActions(view: LabelingView): IActions {
  const trans = useTrans();
  const { problem, attempt, dismiss } = useAttempt();
  const [notice, setNotice] = useState<INotice | null>(null);
  return useMemo(() => {
    const { bench } = view;
    const undo = (): void => {
      setNotice(null);
      void attempt(trans.__('This could not be undone.'), bench.takeBack());
    };
    const redo = (): void =>
      void attempt(trans.__('This could not be done again.'), bench.doAgain());
    const remove = async (samples: readonly SampleBody[]): Promise<void> => {
      const count = samples.length;
      const question = {
        title: trans._n('Delete %1 image?', 'Delete %1 images?', count),
        body: trans.__(
          'They move to the trash of the dataset with their labels. The files stay where they are, and Undo brings the images back.'
        ),
        accept: trans.__('Delete'),
        isDangerous: true
      };
      if (count === 0 || !(await confirm(question, trans))) {
        return;
      }
      const title = trans.__('The images could not be deleted.');
      if (await attempt(title, bench.delete(samples))) {
        const text = trans._n(
          '%1 image moved to the trash.',
          '%1 images moved to the trash.',
          count
        );
        setNotice({ text, canUndo: true });
      }
    };
    const deleteImages = (samples: readonly SampleBody[]): void => void remove(samples);
    return {
      problem,
      notice,
      attempt,
      dismiss,
      undo,
      redo,
      deleteImages,
      tell: setNotice
    };
  }, [view, trans, problem, notice, attempt, dismiss]);
}
