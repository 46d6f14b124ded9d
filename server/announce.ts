import type { Settings } from '@/lib/env'

type Ready = { settings: Settings; database: string; setUpLink: string | null; applied: number }

/** What is worth knowing at a start, in one short block. */
export function announcement({ settings, database, setUpLink, applied }: Ready) {
  const rows = [
    ['data', `${settings.dataDir}, ${database}${applied ? ` (${applied} migration${applied === 1 ? '' : 's'} applied)` : ''}`],
    ['mail', mail(settings)],
    ...(settings.policies === 'report-only' ? [['policies', 'none asks or refuses: POLICIES=report-only is set']] : []),
    ...(setUpLink ? [['set up', `${setUpLink}  (works once)`]] : []),
  ]
  return [`Foyer is ready at ${settings.publicUrl}`, ...rows.map(([name = '', text]) => `  ${name.padEnd(8)} ${text}`)].join('\n')
}

function mail({ transport, mailFrom, smtpUrl, publicUrl }: Settings) {
  if (transport === 'resend') return `leaves through Resend, from ${mailFrom}`
  if (transport === 'smtp') return `leaves through ${new URL(smtpUrl!).host}, from ${mailFrom}`
  return `stays on this computer: ${publicUrl}/mailbox`
}
