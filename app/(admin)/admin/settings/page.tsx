import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { MailSection } from '@/components/organization/mail-section'
import { MissingFiles } from '@/components/organization/missing-files'
import { SettingsForm } from '@/components/organization/settings-form'
import { TrailGuard } from '@/components/organization/trail-guard'
import { UnfitRows } from '@/components/organization/unfit-rows'
import { PageHeader } from '@/components/ui/page-header'
import { listMissingFiles } from '@/lib/files/missing-files'
import { listUnfitRows } from '@/lib/installation/unfit-rows'
import { getMailState } from '@/lib/mail/get-mail-trouble'
import { getSettings } from '@/lib/organization/get-settings'
import { change } from './actions'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  const settings = await load(getSettings, {})
  const mail = await load(getMailState, {})
  const missing = await load(listMissingFiles, {})
  const unfit = await load(listUnfitRows, {})
  return (
    <>
      <PageHeader title="Settings" description="Every change stands in the trail." />
      {!settings.trailGuarded && <TrailGuard />}
      <SettingsForm settings={settings} timeZones={Intl.supportedValuesOf('timeZone')} action={change} />
      {missing.length > 0 && <MissingFiles files={missing} />}
      {unfit.length > 0 && <UnfitRows lines={unfit} />}
      <MailSection mail={mail} />
    </>
  )
}
