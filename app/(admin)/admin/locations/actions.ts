'use server'
import { action } from '@/app/_boundary/action'
import { DeleteLocation, deleteLocation, SaveLocation, saveLocation } from '@/lib/policies/locations/save-location'

export const save = action(SaveLocation, saveLocation, ({ notes }) => (notes.length > 0 ? { message: `Saved. ${notes.slice(0, 5).join(' ')}` } : '/admin/locations'))
export const remove = action(DeleteLocation, deleteLocation, () => '/admin/locations')
