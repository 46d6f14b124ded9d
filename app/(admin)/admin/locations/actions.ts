'use server'
import { action } from '@/app/_boundary/action'
import { DeleteLocation, deleteLocation, SaveLocation, saveLocation } from '@/lib/policies/locations/save-location'

export const save = action(SaveLocation, saveLocation, ({ locationId, overlaps }) =>
  overlaps ? `/admin/locations/${locationId}` : '/admin/locations',
)
export const remove = action(DeleteLocation, deleteLocation, () => '/admin/locations')
