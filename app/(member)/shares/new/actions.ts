'use server'
import { action } from '@/app/_boundary/action'
import { ShareResource, shareResource } from '@/lib/invitations/share-resource'

export const share = action(ShareResource, shareResource, ({ resourceId }) => `/shares/${resourceId}`)
