'use server'
import { action } from '@/app/_boundary/action'
import { DeleteLabel, deleteLabel, SaveLabel, saveLabel } from '@/lib/policies/labels/labels'

export const save = action(SaveLabel, saveLabel, () => ({ message: 'Saved.' }))
export const remove = action(DeleteLabel, deleteLabel)
