// Packages that publish ES modules, which jest runs only after a transform.
const esm = ['@jupyter', '@jupyterlab', '@lumino', '@microsoft', '@rjsf', 'exenv-es6', 'lib0', 'nanoid', 'vscode-ws-jsonrpc', 'y-protocols', 'y-websocket', 'yjs', 'lodash-es', 'uuid'].join('|');

module.exports = {
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/labextension/src/**/__tests__/*.spec.{ts,tsx}'],
  setupFiles: ['<rootDir>/jest.setup.js'],
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  transform: {
    '^.+\\.[jt]sx?$': [
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
  transformIgnorePatterns: [`/node_modules/(?!(${esm})/)`],
  maxWorkers: 2
};
