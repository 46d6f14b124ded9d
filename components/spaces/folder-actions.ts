import type { FormAction } from '../ui/form-state'

/** What can be done with the folders of a space. */
export type FolderActions = Record<'create' | 'rename' | 'remove' | 'move' | 'undo', FormAction>
