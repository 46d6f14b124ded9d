'use server'
import { action } from '@/app/_boundary/action'
import { CreateSpace, createSpace } from '@/lib/invitations/create-space'
import { spacePath } from '@/lib/page-paths'

export const create = action(CreateSpace, createSpace, ({ spaceId }) => spacePath(spaceId))
