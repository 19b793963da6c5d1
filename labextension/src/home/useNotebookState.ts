import { useModelArts } from '../core/context';
import { useSignalValue } from '../core/hooks';
import { SUBMIT_NOTEBOOK } from '../training/commandNames';

/** JupyterLab's own command. */
export const NEW_NOTEBOOK = 'notebook:create-new';

/** Whether a notebook is open; `absent` where this JupyterLab has no notebooks. */
export type NotebookState = 'open' | 'none' | 'absent';

export function useNotebookState(): NotebookState {
  const { commands } = useModelArts();
  return useSignalValue(commands.commandChanged, () => {
    if (!commands.hasCommand(SUBMIT_NOTEBOOK) || !commands.hasCommand(NEW_NOTEBOOK)) {
      return 'absent';
    }
    return commands.isEnabled(SUBMIT_NOTEBOOK) ? 'open' : 'none';
  });
}
