import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { MailSection } from '@/components/organization/mail-section'
import { MissingFiles } from '@/components/organization/missing-files'
import { SettingsForm } from '@/components/organization/settings-form'
import { TrailGuard } from '@/components/organization/trail-guard'
import { PageHeader } from '@/components/ui/page-header'
import { listMissingFiles } from '@/lib/files/missing-files'
import { getMailState } from '@/lib/mail/get-mail-trouble'
import { getSettings } from '@/lib/organization/get-settings'
import { change } from './actions'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  const settings = await load(getSettings, {})
  const mail = await load(getMailState, {})
  const missing = await load(listMissingFiles, {})
  return (
    <>
      <PageHeader title="Settings" description="Every change stands in the trail." />
      {!settings.trailGuarded && <TrailGuard />}
      <SettingsForm settings={settings} timeZones={Intl.supportedValuesOf('timeZone')} action={change} />
      {missing.length > 0 && <MissingFiles files={missing} />}
      <MailSection mail={mail} />
    </>
  )
}
