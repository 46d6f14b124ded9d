import type { Settings } from '@/lib/env'
import type { Stranded } from '@/lib/identity/factors/hosts.sql'

type Ready = {
  settings: Settings
  database: string
  /** The link itself, or with lines for programs the file that it lies in. */ setUp:
    { link: string } | { file: string } | null
  applied: number
  stranded: Stranded[]
}

/** What is worth knowing at a start, in one short block. */
export function announcement({ settings, database, setUp, applied, stranded }: Ready) {
  const rows = [
    [
      'data',
      `${settings.dataDir}, ${database}${applied ? ` (${applied} migration${applied === 1 ? '' : 's'} applied)` : ''}`,
    ],
    ['mail', mail(settings)],
    ...(settings.policies === 'report-only' ? [['policies', 'none asks or refuses: POLICIES=report-only is set']] : []),
    ...stranded.map((one) => ['passkeys', passkeys(one, settings)]),
    ...(setUp
      ? [['set up', 'link' in setUp ? `${setUp.link}  (works once)` : `by the link in ${setUp.file}, which works once`]]
      : []),
  ]
  return [
    `Foyer is ready at ${settings.publicUrl}`,
    ...rows.map(([name = '', text]) => `  ${name.padEnd(8)} ${text}`),
  ].join('\n')
}

/** A passkey is made for one host, and PUBLIC_URL names another now. */
const passkeys = ({ host, passkeys, people }: Stranded, { publicUrl }: Settings) =>
  `${passkeys} of ${people} ${people === 1 ? 'person' : 'people'} can’t be shown at ${new URL(publicUrl).hostname}: they were made for ${host}`

function mail({ transport, mailFrom, smtpUrl, publicUrl }: Settings) {
  if (transport === 'resend') return `leaves through Resend, from ${mailFrom}`
  if (transport === 'smtp') return `leaves through ${new URL(smtpUrl!).host}, from ${mailFrom}`
  return `stays on this computer: ${publicUrl}/mailbox`
}
