#!/usr/bin/env node
// Authors a migration (`npm run db:migration -- name`) or checks that the migrations add up to the
// schema (`npm run db:drift`). Prisma's own schema engine as WebAssembly, on a PostgreSQL in memory.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'

const root = fileURLToPath(new URL('..', import.meta.url))
const migrations = path.join(root, 'prisma/migrations')

async function loadEngine() {
  const folder = path.join(root, 'node_modules/@prisma/schema-engine-wasm')
  const glue = await import(path.join(folder, 'schema_engine_bg.js'))
  const wasm = await WebAssembly.compile(readFileSync(path.join(folder, 'schema_engine_bg.wasm')))
  const instance = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue.SchemaEngine
}

const schemaFiles = () =>
  readdirSync(path.join(root, 'prisma/schema'))
    .sort()
    .map((name) => ({
      path: `prisma/schema/${name}`,
      content: readFileSync(path.join(root, 'prisma/schema', name), 'utf8'),
    }))

const names = () =>
  readdirSync(migrations, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()

/** The SQL that leads from the migrations to the schema; empty when they agree. */
async function findDrift() {
  const SchemaEngine = await loadEngine()
  const scratch = new PGlite()
  for (const name of names()) await scratch.exec(readFileSync(path.join(migrations, name, 'migration.sql'), 'utf8'))
  const files = schemaFiles()
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(scratch))
  const engine = await SchemaEngine.new(
    { datamodels: files.map((file) => [file.path, file.content]) },
    () => {},
    factory,
  )
  const { stdout, exitCode } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: root },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  await scratch.close()
  return exitCode === 2 ? stdout : ''
}

function write(name, sql) {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = path.join(migrations, `${stamp}_${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'migration.sql'), sql)
  return path.relative(root, folder)
}

const argument = process.argv[2]
if (argument === '--check') {
  const drift = await findDrift()
  if (drift)
    console.error(
      `The migrations do not add up to the schema. Missing:\n\n${drift}\nAuthor them: npm run db:migration -- <name>`,
    )
  process.exitCode = drift ? 1 : 0
} else if (/^[a-z][a-z0-9_]*$/.test(argument ?? '')) {
  const drift = await findDrift()
  console.log(drift ? `Written: ${write(argument, drift)}` : 'The migrations already add up to the schema.')
} else {
  console.error('Name the migration in small letters: npm run db:migration -- add_reviews')
  process.exitCode = 2
}
