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

const DEEPEST_FOLDER = 4;

/**
 * A slice's rule, once per depth of its folders: only `../` as often as the file is deep
 * leads out of the slice, so a folder in it may be named like another slice.
 */
const zones = LAYERS.flatMap((slices, level) =>
  slices.flatMap(slice => {
    const higher = LAYERS.slice(level + 1).flat();
    const beside = slices.filter(other => other !== slice);
    const message = `${slice} may not import this: see "Direction of imports" in docs/developers/frontend.md.`;
    return Array.from({ length: DEEPEST_FOLDER + 1 }, (_, depth) =>
      zone(slice, depth, [...beside, ...higher, 'index'], message)
    );
  })
);

function zone(slice, depth, forbidden, message) {
  const up = '\\.\\.\\u002F'.repeat(depth + 1);
  const pattern = `^${up}(${forbidden.join('|')})(\\u002F|$)`;
  const selector = `ImportExpression[source.value=/${pattern}/]`;
  return {
    files: [`labextension/src/${slice}/${'*/'.repeat(depth)}*.{ts,tsx}`],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: pattern, message }] }],
      'no-restricted-syntax': ['error', { selector, message }]
    }
  };
}

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
    rules: {
      'jupyter/no-untranslated-string': 'off',
      'jupyter/command-described-by': 'off'
    }
  },
  {
    // What the other plugins wait for, and what is seen from the start: neither can come later.
    files: ['labextension/src/core/plugin.ts', 'labextension/src/home/plugin.ts'],
    rules: { 'jupyter/prefer-lazy-imports': 'off' }
  },
  ...zones
);
