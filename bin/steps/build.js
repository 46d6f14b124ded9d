import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { generate } from '../generate.js'
import { root } from './root.js'
import { Failed, run } from './run.js'
import { say } from './say.js'
import { fingerprint, once } from './stamp.js'

const sources = [
  'app',
  'components',
  'lib',
  'server',
  'public',
  'prisma/schema',
  'prisma/demo',
  'prisma/cast.ts',
  'prisma/seed.ts',
  'bin/generate.js',
  'bin/steps/build.js',
  'package.json',
  'package-lock.json',
  'next.config.js',
  'tailwind.config.ts',
  'tsconfig.json',
]
const isBuilt = (file) => !/\.test\.tsx?$|^lib\/db\/generated\//.test(file)

/**
 * What the ids of actions are salted with. The same for every build, so that a form that one build made another takes;
 * public, since it hides nothing: what is sealed at run time is sealed with a key of AUTH_SECRET's (server/process/settings-into-environment).
 */
const ACTION_SALT = Buffer.alloc(32, 'foyer: the ids of actions').toString('base64')

/** Generates the Prisma client unless the schema is the one it was generated from. */
export async function generateClient() {
  if (!existsSync(path.join(root, 'lib/db/generated/client.ts')))
    rmSync(path.join(root, 'lib/db/generated/.stamp'), { force: true })
  await once(
    'lib/db/generated/.stamp',
    fingerprint(['prisma/schema', 'package-lock.json', 'bin/generate.js']),
    generate,
  )
}

/** Builds pages, server and worker unless they are built from exactly these sources. */
export async function build() {
  await generateClient()
  if (!existsSync(path.join(root, '.next/BUILD_ID'))) rmSync(path.join(root, 'dist/stamp'), { force: true })
  const mark = fingerprint(sources, isBuilt)
  await once('dist/stamp', mark, async () => {
    say('Building (about half a minute) …')
    const env = {
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: ACTION_SALT,
      BUILD_ID: mark.slice(0, 20),
    }
    await run(path.join(root, 'node_modules/next/dist/bin/next'), ['build'], { env })
    if (!existsSync(path.join(root, '.next/BUILD_ID'))) throw new Failed('next build ended without a build.')
    await bundle()
  })
}

/** The server and the worker, which Next.js does not build. Packages stay outside. */
async function bundle() {
  const { build: bundleWith, stop } = await import('esbuild')
  rmSync(path.join(root, 'dist'), { recursive: true, force: true })
  await bundleWith({
    absWorkingDir: root,
    entryPoints: [
      'server/main.ts',
      'server/worker.ts',
      'server/reset-factors.ts',
      'server/let-in.ts',
      'server/backup.ts',
      'server/restore.ts',
    ],
    outdir: 'dist',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    sourcemap: true,
    logLevel: 'error',
  })
  await stop()
}
