import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { SettingsForm } from '@/components/organization/settings-form'
import { PageHeader } from '@/components/ui/page-header'
import { getSettings } from '@/lib/organization/get-settings'
import { change } from './actions'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  const settings = await load(getSettings, {})
  return (
    <>
      <PageHeader title="Settings" description="Every change stands in the trail." />
      <SettingsForm settings={settings} timeZones={Intl.supportedValuesOf('timeZone')} action={change} />
    </>
  )
}
