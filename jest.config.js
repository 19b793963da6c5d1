// Packages that publish ES modules, which jest runs only after a transform.
const esm = [
  '@jupyter',
  '@jupyterlab',
  '@lumino',
  '@microsoft',
  '@rjsf',
  'exenv-es6',
  'lib0',
  'lodash-es',
  'nanoid',
  'uuid',
  'vscode-ws-jsonrpc',
  'y-protocols',
  'y-websocket',
  'yjs'
].join('|');

module.exports = {
  testEnvironment: '<rootDir>/labextension/testing/environment.js',
  setupFilesAfterEnv: ['<rootDir>/labextension/testing/strict.js'],
  testMatch: ['<rootDir>/labextension/src/**/__tests__/*.spec.{ts,tsx}'],
  testTimeout: 60_000,
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  transform: {
    '\\.svg$': '<rootDir>/labextension/testing/svg.js',
    '\\.css$': '<rootDir>/labextension/testing/css.js',
    '\\.[jt]sx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          target: 'es2022'
        },
        module: { type: 'commonjs' }
      }
    ]
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm})/).*\\.js$`],
  modulePathIgnorePatterns: ['<rootDir>/jupyter_modelarts/', '<rootDir>/.venv/'],
  maxWorkers: 2
};
