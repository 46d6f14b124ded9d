import { db } from '../../db/client'
import type { Caller } from '../../principal'
import { isPrivateAddress } from '../../network-address'
import { MOST_NAMED } from '../audit-query'
import { authorizeReading } from '../authorize-reading'
import { ASKED_FOR, turn } from '../turn'
import { countByDay, findSignIns, type FoundSignIn } from './find-sign-ins.sql'
import { resultInWords, strengthInWords } from '../../words/policy-answers'
import { drawnSpan, readSignInQuery, SignInQuery } from './sign-in-query'

export const ListSignIns = SignInQuery
export type ListSignIns = SignInQuery

/**
 * Lists sign-ins and the answers of policies, newest first unless asked otherwise, in pages of 50, with the counts of each
 * day. `older` and `newer`: the entries to ask on from.
 */
export async function listSignIns(caller: Caller, input: Partial<Record<keyof ListSignIns, unknown>> = {}) {
  await authorizeReading(caller, 'sign-ins')
  const query = ListSignIns.parse(input)
  const { timeZone } = await db().organization.findFirstOrThrow({ select: { timeZone: true } })
  const filter = await readSignInQuery(query, timeZone)
  const cut = {
    ...filter,
    people: filter.people?.slice(0, MOST_NAMED),
    resources: filter.resources?.slice(0, MOST_NAMED),
  }
  const { before: _before, after: _after, ...whole } = cut
  const drawn = drawnSpan(cut)
  const [found, days, policies] = await Promise.all([
    findSignIns(cut, ASKED_FOR),
    countByDay(whole, drawn, timeZone),
    listPolicies(),
  ])
  // With the oldest first, the next page is the newer one.
  const { rows, ...places } = turn(found, filter.oldestFirst ? { before: cut.after, after: cut.before } : cut, toRow)
  const { older, newer } = filter.oldestFirst ? { older: places.newer, newer: places.older } : places
  return { rows, older, newer, days, drawnInPart: drawn.cut, policies, query, timeZone }
}

/** Makes a row of an entry for the page. `policies`: each in words, those that applied first. */
const toRow = ({ policies, strength, address, ...entry }: FoundSignIn) => ({
  ...entry,
  address: address ?? 'Somebody no longer here',
  method: strengthInWords[strength],
  isPrivate: entry.networkAddress !== null && isPrivateAddress(entry.networkAddress),
  policies: policies
    .map((policy) => ({ ...policy, words: resultInWords(policy), applied: policy.result !== 'not-applied' }))
    .toSorted((a, b) => Number(b.applied) - Number(a.applied)),
})

export type SignInRow = ReturnType<typeof toRow>

export type SignInsView = Awaited<ReturnType<typeof listSignIns>>

const listPolicies = () =>
  db().policy.findMany({ where: { deletedAt: null }, select: { id: true, name: true }, orderBy: { name: 'asc' } })
