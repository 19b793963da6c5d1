import js from '@eslint/js';
import jupyter from '@jupyter/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * The direction of imports, lowest first; slices of one line do not see each other.
 * The same list stands in pyproject.toml for Python.
 */
const LAYERS = [
  ['core'],
  ['obs', 'iam'],
  ['compute'],
  ['engines'],
  ['datasets', 'notebooks'],
  ['training'],
  ['models', 'search'],
  ['services'],
  ['labeling'],
  ['home']
];

const zones = LAYERS.flatMap((slices, level) =>
  slices.map(slice => {
    const higher = LAYERS.slice(level + 1).flat();
    const beside = slices.filter(other => other !== slice);
    const forbidden = [...beside, ...higher].join('|');
    const pattern = `^(\\.\\./)+(${forbidden}|index)(/|$)`;
    const message = `${slice} may not import this: see "Direction of imports" in docs/developers/frontend.md.`;
    return {
      files: [`labextension/src/${slice}/**/*.{ts,tsx}`],
      rules: {
        'no-restricted-imports': ['error', { patterns: [{ regex: pattern, message }] }],
        'no-restricted-syntax': [
          'error',
          {
            selector: `ImportExpression[source.value=/${pattern.replaceAll('/', '\\u002F')}/]`,
            message
          }
        ]
      }
    };
  })
);

export default tseslint.config(
  {
    ignores: [
      'labextension/lib/',
      'jupyter_modelarts/',
      'node_modules/',
      'labextension/style/',
      'labextension/testing/',
      '**/types.ts'
    ]
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  { plugins: { jupyter, 'react-hooks': reactHooks } },
  ...jupyter.configs.recommended,
  {
    files: ['labextension/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'interface',
          format: ['PascalCase'],
          custom: { regex: '^I[A-Z]', match: true }
        }
      ],
      '@typescript-eslint/no-unused-vars': ['error', { args: 'none' }],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      eqeqeq: 'error',
      'no-console': 'error'
    }
  },
  {
    files: ['labextension/src/**/__tests__/**'],
    rules: { 'jupyter/no-untranslated-string': 'off' }
  },
  {
    // What the other plugins wait for: nothing of it can come later.
    files: ['labextension/src/core/plugin.ts'],
    rules: { 'jupyter/prefer-lazy-imports': 'off' }
  },
  ...zones
);
