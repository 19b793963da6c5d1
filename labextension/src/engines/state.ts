import type { EngineAction, EngineBody } from './types';

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
