import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { may } from '../../access/decide'
import { db } from '../../db/client'
import { NotFound } from '../../errors'
import { pageField, pageOf } from '../../forms/pages'
import { isId } from '../../ids'
import type { Caller } from '../../principal'
import { findManagedResource } from '../../sharing/find-managed-resource'
import { findReviewed } from './list-review-history.sql'
import { doneOf, reasonInWords } from './result-words'

const ListReviewHistory = z.object({ page: pageField })

type About = { principalId: string; resourceId?: never } | { resourceId: string; principalId?: never }

/**
 * What reviews asked about a guest, for administrators, or about a resource, for whoever manages it: newest round first,
 * in pages of 50. Throws `NotFound`, `AccessDenied`.
 */
export async function listReviewHistory(
  caller: Caller,
  { principalId, resourceId, ...input }: About & { page?: unknown },
) {
  if (resourceId !== undefined) authorize(caller, 'resource.manage', await findManagedResource(caller, resourceId))
  else authorize(caller, 'people.read', { principalId })
  if (!isId(principalId ?? resourceId)) throw new NotFound('page')
  const { page } = ListReviewHistory.parse(input)
  const where = { principalId, resourceId }
  const found = await pageOf(page, await db().reviewItem.count({ where }), (skip) => findReviewed(where, skip))
  return {
    ...found,
    mayOpenRounds: may(caller, 'review-round.read'),
    rows: found.rows.map(({ appliedAt, result, resultBy, ...row }) => ({
      ...row,
      done: doneOf({ result }, { appliedAt }),
      resultReason: reasonInWords({ ...row, resultBy }),
    })),
  }
}

export type ReviewHistory = Awaited<ReturnType<typeof listReviewHistory>>
