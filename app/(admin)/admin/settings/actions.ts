'use server'
import { action } from '@/app/_boundary/action'
import { ChangeOrganization, changeOrganization } from '@/lib/organization/change-organization'

export const change = action(ChangeOrganization, changeOrganization, ({ fields, askedAgain }) => {
  if (askedAgain) return { message: 'Saved. Every guest is asked to accept the new privacy statement.' }
  return { message: fields.length > 0 ? 'Saved.' : 'Nothing was changed.' }
})
