import { here } from '../../access/live'
import { z } from 'zod'
import { after, HOUR, now } from '../../clock'
import { db } from '../../db/client'
import type { AnonymousCaller, PersonCaller } from '../../principal'
import { hashToken, newToken, seal, unseal } from '../../secrets'
import { hasProven } from '../sessions/known-browser'

/** How long a form is kept for its person to sign in again. Milliseconds. */
export const KEPT_FORM_LIFE = HOUR

export type FilledForm = {
  /** The path of the page. */
  path: string
  /** The place of the form on the page. */
  form: string
  values: Record<string, string>
}

type Filled = FilledForm & { /** The person whose page it was. */ principalId: string; browserToken: string | null }

const Sealed = z.object({ principalId: z.string(), values: z.record(z.string(), z.string()) })

/**
 * Keeps the values of a form that was sent after a session had expired, for the person whose page it was. Only for a
 * browser that has proven this person's address before, and one form a person: nobody else can leave anything here.
 * Resolves to the secret for this browser's cookie. Null: the form is not kept.
 */
export async function keepForm(
  _caller: AnonymousCaller,
  { principalId, browserToken, path, form, values }: Filled,
): Promise<string | null> {
  const at = now()
  const person = z.uuid().safeParse(principalId).success
    ? await db().principal.findUnique({
        where: { id: principalId, ...here },
        select: { address: true },
      })
    : null
  if (!person || !(await hasProven(db(), { browserToken, address: person.address, at }))) return null
  const token = newToken()
  const kept = {
    tokenHash: hashToken(token),
    path,
    form,
    sealed: seal(JSON.stringify({ principalId, values }), 'draft'),
    keptAt: at,
  }
  await db().keptForm.upsert({ where: { principalId }, create: { principalId, ...kept }, update: kept })
  return token
}

/**
 * Finds the form that the caller sent from this page in this browser. Null: none is kept. A form is kept until it is sent,
 * or is older than an hour.
 */
export async function findKeptForm(
  caller: PersonCaller,
  { token, path }: { token: string; path: string },
): Promise<FilledForm | null> {
  const { id } = caller.principal
  const kept = await db().keptForm.findFirst({
    where: { principalId: id, tokenHash: hashToken(token), path, keptAt: { gt: after(now(), -KEPT_FORM_LIFE) } },
  })
  if (!kept) return null
  const { principalId, values } = Sealed.parse(JSON.parse(unseal(kept.sealed, 'draft')))
  return principalId === id ? { path, form: kept.form, values } : null
}

/**
 * Deletes the form that is kept for this browser, whoever sent it. `others`: deletes it only where another person sent it.
 */
export async function dropKeptForm(
  caller: PersonCaller,
  { token, others = false }: { token: string; others?: boolean },
) {
  await db().keptForm.deleteMany({
    where: { tokenHash: hashToken(token), ...(others && { NOT: { principalId: caller.principal.id } }) },
  })
}
