import { COMMANDS } from '../core/names';

/** Asks for a file's name and writes the current notebook as a Python file beside it. */
export const CONVERT_NOTEBOOK = `${COMMANDS}:convert-notebook`;
/** The same with the selected cells only. */
export const CONVERT_CELLS = `${COMMANDS}:convert-cells`;
/** The same for the notebooks that are selected in a file browser. */
export const CONVERT_FILES = `${COMMANDS}:convert-files`;
