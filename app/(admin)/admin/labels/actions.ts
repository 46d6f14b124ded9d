'use server'
import { action } from '@/app/_boundary/action'
import { DeleteLabel, deleteLabel, SaveLabel, saveLabel } from '@/lib/policies/labels/labels'
import { MoveLabel, moveLabel } from '@/lib/policies/labels/move-label'

export const save = action(SaveLabel, saveLabel, () => ({ message: 'Saved.' }))
export const move = action(MoveLabel, moveLabel)
export const remove = action(DeleteLabel, deleteLabel)
