import js from '@eslint/js';
import globals from 'globals';

// Drafts are rendered as text only: everything that reads a string as markup or as code is forbidden.
const asMarkup = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'write',
  'writeln',
  'srcdoc',
  'createContextualFragment',
];

export default [
  js.configs.recommended,
  {
    files: ['*.js'],
    ignores: ['eslint.config.js'],
    languageOptions: { globals: globals.browser },
    rules: {
      'no-restricted-properties': [
        'error',
        ...asMarkup.map((property) => ({ property, message: 'Use textContent and nodes.' })),
        { property: 'localStorage', message: 'Only storage.js keeps things.' },
      ],
      'no-restricted-globals': ['error', { name: 'localStorage', message: 'Only storage.js keeps things.' }],
    },
  },
  {
    files: ['storage.js'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['tests/**/*.js', 'eslint.config.js'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
  {
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
];
