import { COMMANDS } from '../core/names';

export const SHOW_OBS = `${COMMANDS}:show-obs`;
export const NEW_OBS_FOLDER = `${COMMANDS}:new-obs-folder`;
export const REFRESH_OBS = `${COMMANDS}:refresh-obs`;
export const LOAD_MORE = `${COMMANDS}:load-more-of-obs`;
export const OPEN_TRASH = `${COMMANDS}:obs-trash`;
export const SHOW_VERSIONS = `${COMMANDS}:obs-versions`;
export const COPY_URI = `${COMMANDS}:copy-obs-path`;
