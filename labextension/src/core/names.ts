/** The name of the package, its translations and the prefix of its plugins. */
export const DOMAIN = 'jupyter_modelarts';

/** The prefix of every command, as in `modelarts:open-dataset`. */
export const COMMANDS = 'modelarts';

/** Installations for one person have one project, which the server calls so. */
export const PROJECT = 'default';
