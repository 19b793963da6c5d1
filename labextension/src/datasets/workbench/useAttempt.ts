import { useCallback, useState } from 'react';

export interface IProblem {
  title: string;
  error: unknown;
}

export interface IAttempts {
  problem: IProblem | null;
  /** Waits for an action; `title` says what was tried, should it fail. */
  attempt: (title: string, action: Promise<void>) => Promise<boolean>;
  dismiss: () => void;
}

/** Actions whose failure is told in one place above the images. */
export function useAttempt(): IAttempts {
  const [problem, setProblem] = useState<IProblem | null>(null);
  const attempt = useCallback(async (title: string, action: Promise<void>) => {
    try {
      await action;
      setProblem(null);
      return true;
    } catch (error) {
      setProblem({ title, error });
      return false;
    }
  }, []);
  const dismiss = useCallback(() => setProblem(null), []);
  return { problem, attempt, dismiss };
}
