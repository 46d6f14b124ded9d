import type { Metadata } from 'next'
import { cache } from 'react'
import { load } from '@/app/_boundary/load'
import { allCountries } from '@/components/policies/countries'
import { LocationForm } from '@/components/policies/location-form'
import { Banner } from '@/components/ui/banner'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { PageHeader } from '@/components/ui/page-header'
import { isolated } from '@/lib/own-direction'
import { getLocation } from '@/lib/policies/locations/list-locations'
import { remove, save } from '../actions'

type Props = { params: Promise<{ locationId: string }> }

const loadLocation = cache((locationId: string) => load(getLocation, { locationId }))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadLocation((await params).locationId)).name }
}

export default async function LocationPage({ params }: Props) {
  const location = await loadLocation((await params).locationId)
  return (
    <>
      <PageHeader
        title={location.name}
        back={{ href: '/admin/locations', label: 'Locations' }}
        action={
          <ConfirmDialog
            label="Delete"
            title={`Delete “${isolated(location.name)}”?`}
            confirmLabel="Delete location"
            pendingLabel="Deleting"
            action={remove}
            fields={{ locationId: location.id }}
          >
            <p>Its ranges and countries are lost. A location that a policy names, or that is trusted, stays.</p>
          </ConfirmDialog>
        }
      />
      {location.overlaps.length > 0 && (
        <div className="mb-6 max-w-prose">
          <Banner>{location.overlaps.join(' ')} That does no harm.</Banner>
        </div>
      )}
      <LocationForm location={location} countries={allCountries()} action={save} />
    </>
  )
}
