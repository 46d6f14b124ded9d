'use server'
import { action } from '@/app/_boundary/action'
import { isolated } from '@/lib/own-direction'
import { PurgeResource, purgeResource } from '@/lib/sharing/trash/purge-resource'
import { RestoreResource, restoreResource } from '@/lib/sharing/trash/restore-resource'

export const restore = action(RestoreResource, restoreResource, ({ title }) => ({
  message: `${isolated(title)} is back.`,
}))
export const purge = action(PurgeResource, purgeResource)
