import next from 'eslint-config-next/core-web-vitals'
import typescript from 'eslint-config-next/typescript'

/** Turns off the rules of Next.js's configuration whose names begin so. */
const off = (start) => {
  const names = next.flatMap(({ rules = {} }) => Object.keys(rules))
  return Object.fromEntries(names.filter((name) => name.startsWith(start)).map((name) => [name, 'off']))
}

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
  // A transaction waits and lasts as long as lib/db/transaction says, which tests raise; Prisma's own two and five seconds fail under load.
  {
    files: ['**/*.ts', '**/*.tsx'],
    ignores: ['lib/db/transaction.ts', 'lib/faults.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { property: '$transaction', message: 'Use transaction (lib/db/transaction).' },
      ],
    },
  },
  // Playwright's fixtures are called `use`, and take an empty pattern where they need no other.
  { files: ['e2e/**'], rules: { 'no-empty-pattern': 'off' } },
  // No component is written there, and the rules for components read every function as React's compiler would.
  { files: ['e2e/**', 'lib/**', 'server/**', 'bench/**', 'bin/**'], rules: off('react-hooks/') },
]

export default config
