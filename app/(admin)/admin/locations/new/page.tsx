import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { allCountries } from '@/components/policies/countries'
import { LocationForm } from '@/components/policies/location-form'
import { PageHeader } from '@/components/ui/page-header'
import { beginLocation } from '@/lib/policies/locations/list-locations'
import { save } from '../actions'

export const metadata: Metadata = { title: 'New location' }

export default async function NewLocationPage() {
  await load(beginLocation, {})
  return (
    <>
      <PageHeader title="New location" back={{ href: '/admin/locations', label: 'Locations' }} />
      <LocationForm location={null} countries={allCountries()} action={save} />
    </>
  )
}
