/** Makes the tables before the first request is answered. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { getMigrations } = await import('better-auth/db/migration')
  const { options } = await import('./auth')
  const { runMigrations } = await getMigrations(options)
  await runMigrations()
}
