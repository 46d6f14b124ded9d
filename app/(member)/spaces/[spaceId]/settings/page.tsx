import type { Metadata } from 'next'
import { find } from '@/app/_boundary/find'
import { NotHere } from '@/components/shell/not-here'
import { SpaceSettings } from '@/components/spaces/space-settings'
import { PageHeader } from '@/components/ui/page-header'
import { spacePath } from '@/lib/page-paths'
import { getSpaceSettings } from '@/lib/sharing/spaces/get-space-settings'
import * as actions from './actions'

export const metadata: Metadata = { title: 'Settings of the space' }

export default async function SpaceSettingsPage({ params }: { params: Promise<{ spaceId: string }> }) {
  const settings = await find(getSpaceSettings, await params)
  if (!settings) return <NotHere />
  return (
    <>
      <PageHeader title="Settings" back={{ href: spacePath(settings.spaceId), label: settings.title }} />
      <SpaceSettings settings={settings} actions={actions} />
    </>
  )
}
