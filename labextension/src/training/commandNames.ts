import { COMMANDS } from '../core/names';

/** Opens JupyterLab's file dialog; returns the path, or null. Arguments: `directory`, `from`. */
export const CHOOSE_PATH = `${COMMANDS}:choose-path`;
/** Opens a file of the work directory at a line. Arguments: `path`, `line`. */
export const OPEN_AT_LINE = `${COMMANDS}:open-at-line`;
export const SHOW_JOB = `${COMMANDS}:show-training-job`;
export const STOP_JOB = `${COMMANDS}:stop-training-job`;
export const RUN_AGAIN = `${COMMANDS}:run-training-job-again`;
export const DELETE_JOB = `${COMMANDS}:delete-training-job`;
export const RESTORE_JOB = `${COMMANDS}:restore-training-job`;
export const TRAIN_WITH_SCRIPT = `${COMMANDS}:train-with-script`;
/** Converts the current notebook to a script and opens the form of a job that runs it. */
export const SUBMIT_NOTEBOOK = `${COMMANDS}:submit-notebook`;
/** The same with the selected cells only. */
export const SUBMIT_CELLS = `${COMMANDS}:submit-cells`;
