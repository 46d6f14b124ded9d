import type { FormAction } from '../ui/form-state'

/** What can be done with the folders of a space, and `removeThing` with what lies in them. */
export type FolderActions = Record<'create' | 'rename' | 'remove' | 'move' | 'undo' | 'removeThing', FormAction>
