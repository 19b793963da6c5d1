import { COMMANDS } from '../core/names';

/** One click: deploys a model with the defaults and opens the page. Argument: `id`. */
export const DEPLOY_MODEL = `${COMMANDS}:deploy-model`;
export const SHOW_SERVICE = `${COMMANDS}:show-service`;
export const START_SERVICE = `${COMMANDS}:start-service`;
/** Compute's Running panel looks for it by the kind in a URN: `stop-<kind>`. */
export const STOP_SERVICE = `${COMMANDS}:stop-service`;
export const UPDATE_SERVICE = `${COMMANDS}:update-service`;
export const DELETE_SERVICE = `${COMMANDS}:delete-service`;
export const RESTORE_SERVICE = `${COMMANDS}:restore-service`;
