import next from 'eslint-config-next/core-web-vitals'
import typescript from 'eslint-config-next/typescript'

const config = [
  {
    ignores: [
      '.next/**',
      'dist/**',
      'data/**',
      '.tmp/**',
      'lib/db/generated/**',
      'bench/better-auth/**',
      'next-env.d.ts',
    ],
  },
  ...next,
  ...typescript,
  {
    settings: { next: { rootDir: '.' } },
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-unused-expressions': 'off',
      // Shared files are shown as they are, and a full page load is meant where a plain link stands.
      '@next/next/no-img-element': 'off',
      '@next/next/no-html-link-for-pages': 'off',
    },
  },
  {
    files: ['app/**', 'components/**', 'lib/**', 'server/**'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  // Playwright's fixtures are called `use`, and take an empty pattern where they need no other.
  { files: ['e2e/**'], rules: { 'no-empty-pattern': 'off' } },
  { files: ['e2e/**', 'lib/**', 'server/**', 'bench/**'], rules: { 'react-hooks/rules-of-hooks': 'off' } },
]

export default config
