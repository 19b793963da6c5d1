import { COMMANDS } from '../core/names';

export const SHOW_MODEL = `${COMMANDS}:show-model`;
export const NEW_MODEL_VERSION = `${COMMANDS}:new-model-version`;
export const STOP_MODEL_IMPORT = `${COMMANDS}:stop-model-import`;
export const DELETE_MODEL = `${COMMANDS}:delete-model`;
export const RESTORE_MODEL = `${COMMANDS}:restore-model`;
export const IMPORT_JOB_AS_MODEL = `${COMMANDS}:import-job-as-model`;
