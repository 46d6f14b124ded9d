import { authorize } from '../access/authorize'
import type { SystemCaller } from '../principal'
import { purgeSome } from './purge-trail.sql'
import { trailKept } from './retention'

/**
 * Deletes rows of the trail that are older than `trailKept`. The application's account can't delete them. A function of the
 * tables' owner does: a batch of rows at a time, with an event for each batch. That function refuses rows younger than 30
 * days.
 */
export async function purgeTrail(caller: SystemCaller) {
  authorize(caller, 'trail.purge')
  while ((await purgeSome(trailKept.days)) > 0);
}
