import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import type { Caller } from '../../principal'
import { findTerms, textSelect } from '../find-terms'
import { policiesWith } from '../policies-with.sql'
import { ownNameOf } from '../languages'

export const GetTerms = z.object({ documentId: z.string() })
export type GetTerms = z.output<typeof GetTerms>

/** A document with its versions, newest first, and the policies that ask for it. Throws `NotFound`. */
export async function getTerms(caller: Caller, { documentId }: GetTerms) {
  authorize(caller, 'terms.read')
  const { id, name, expiresAfterDays, reacceptAt } = await findTerms(db(), documentId)
  const [versions, policies] = await Promise.all([findVersions(id), policiesWith(db(), id)])
  const [inForce, before] = versions.filter(({ takenBackAt }) => takenBackAt === null)
  return {
    documentId: id,
    name,
    expiresAfterDays,
    reacceptAt,
    versions,
    policies,
    inForce: inForce!.number,
    /** What would be in force again, were that one taken back. */ before: before?.number ?? null,
  }
}

export type TermsView = Awaited<ReturnType<typeof getTerms>>

async function findVersions(documentId: string) {
  const versions = await db().termsVersion.findMany({
    where: { documentId },
    orderBy: { number: 'desc' },
    select: {
      id: true,
      number: true,
      reaccept: true,
      changes: true,
      createdAt: true,
      takenBackAt: true,
      createdById: true,
      texts: { orderBy: { place: 'asc' }, select: textSelect },
    },
  })
  const people = await db().principal.findMany({
    where: { id: { in: versions.map(({ createdById }) => createdById) } },
    select: { id: true, name: true, address: true },
  })
  return versions.map(({ createdById, texts, ...version }) => ({
    ...version,
    createdBy: people.find(({ id }) => id === createdById) ?? null,
    texts: texts.map(({ sha256, ...text }) => ({
      ...text,
      languageName: ownNameOf(text.language),
      sha256: Buffer.from(sha256).toString('hex'),
    })),
  }))
}
