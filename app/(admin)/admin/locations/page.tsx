import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { LocationList } from '@/components/policies/location-list'
import { PolicyTabs } from '@/components/policies/policy-tabs'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { listLocations } from '@/lib/policies/locations/list-locations'

export const metadata: Metadata = { title: 'Locations' }

export default async function LocationsPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const view = await load(listLocations, await searchParams)
  return (
    <>
      <PageHeader
        title="Locations"
        description="Networks and countries by name, for policies to tell apart."
        action={
          <LinkButton href="/admin/locations/new" variant="primary">
            New location
          </LinkButton>
        }
      />
      <PolicyTabs current="locations" />
      <LocationList view={view} />
    </>
  )
}
