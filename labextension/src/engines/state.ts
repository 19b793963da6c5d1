import type { EngineAction, EngineBody, OwnEngineRequest } from './types';

/** "Scikit_Learn 1.5", as the form and the pages call an engine. */
export function engineTitle(
  engine: Pick<EngineBody, 'engine_name' | 'engine_version'>
): string {
  return `${engine.engine_name} ${engine.engine_version}`.trim();
}

/** What can be asked of an engine now. */
export function actionsOf(engine: EngineBody): readonly (EngineAction | 'delete')[] {
  switch (engine.state) {
    case 'absent':
      return ['build'];
    case 'building':
      return ['stop'];
    case 'failed':
      return ['build', 'delete'];
    case 'ready':
      return ['rebuild', 'delete'];
  }
}

/** The lines of a text that say something. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
}

/** The Pythons that a new environment may have. */
export const PYTHONS: readonly string[] = [
  '3.9',
  '3.10',
  '3.11',
  '3.12',
  '3.13',
  '3.14'
];

/** What stands in the form for an engine of the user's own. */
export interface IEngineDraft {
  name: string;
  description: string;
  kind: 'packages' | 'interpreter';
  interpreter: string;
  python: string;
  requirements: string;
}

export function emptyEngine(): IEngineDraft {
  return {
    name: '',
    description: '',
    kind: 'packages',
    interpreter: '',
    python: '',
    requirements: ''
  };
}

export function engineDraftOf(engine: EngineBody): IEngineDraft {
  return {
    name: engine.engine_id,
    description: engine.description,
    kind: engine.interpreter ? 'interpreter' : 'packages',
    interpreter: engine.interpreter,
    python: engine.pythons.length === 1 ? engine.pythons[0] : '',
    requirements: engine.requirements.join('\n')
  };
}

/** The request that the form stands for. */
export function engineRequest(draft: IEngineDraft): OwnEngineRequest {
  const isOnTop = draft.kind === 'interpreter';
  return {
    engine_id: draft.name.trim(),
    description: draft.description.trim(),
    requirements_text: draft.requirements,
    interpreter: isOnTop ? draft.interpreter.trim() : '',
    python: isOnTop ? '' : draft.python
  };
}
