import { COMMANDS } from '../core/names';

// Each takes the dataset's `id`, or means the row under the mouse.
export const SHOW_DATASET = `${COMMANDS}:show-dataset`;
export const IMPORT = `${COMMANDS}:import-into-dataset`;
export const SYNC = `${COMMANDS}:sync-dataset`;
export const PUBLISH = `${COMMANDS}:publish-dataset`;
export const EDIT_DATASET = `${COMMANDS}:edit-dataset`;
export const DELETE_DATASET = `${COMMANDS}:delete-dataset`;
export const RESTORE_DATASET = `${COMMANDS}:restore-dataset`;
/** Another slice's: makes the sample data. */
export const GET_SAMPLE_DATA = `${COMMANDS}:get-sample-data`;
