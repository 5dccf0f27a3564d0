import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Time, streams, signals and the process are handed in; only the rooms named below may touch them (DESIGN: "reaches outside with").
const OUTSIDE = ['console', 'process', 'setTimeout', 'setInterval', 'setImmediate', 'fetch'];

export default defineConfig(
  { ignores: ['build/', 'dist/', '.cache/', '**/node_modules/'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'packaging/**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 250 }],
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Taking keys out of an object by naming them is the idiom for it.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/system-*.ts', 'src/cluster/**', 'src/cli/system-*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...OUTSIDE.map((name) => ({
          name,
          message: `${name} is handed in from src/system-world.ts, not reached for.`,
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes from the Clock that is handed in.' },
        { object: 'Math', property: 'random', message: 'Randomness is handed in.' },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // mocha's describe and it return nothing to wait for, and a test may name an element it has just asserted.
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: ['describe', 'it'] }],
    },
  },
);
