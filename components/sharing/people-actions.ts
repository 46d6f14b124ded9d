import type { FormAction } from '../ui/form-state'

/** What can be done about the people of a share. */
export type PeopleActions = Record<'revoke' | 'restore' | 'change' | 'resend', FormAction>
