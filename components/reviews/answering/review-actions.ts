import type { FormAction } from '../../ui/form-state'

/** What a reviewer can do in a round. */
export type ReviewActions = Record<'answer' | 'press' | 'match' | 'preview' | 'take' | 'handOn', FormAction>
