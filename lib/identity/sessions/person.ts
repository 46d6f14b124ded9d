import { policiesAt } from '../../access/policy-set'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { noPolicies } from '../../policy'
import type { PersonCaller } from '../../principal'
import { type PersonRow, readPerson } from './person.sql'

/** A person with the facts that every decision about them needs, whichever of their sessions it is for. */
export type Person = Pick<PersonCaller, 'principal' | 'accepted' | 'policies' | 'organization'>

/**
 * Makes a person of a row, with the policies in force. `tx`: the transaction in which to read the policies; without one,
 * they are read outside of any.
 */
export async function toPerson(
  { accepted, policyVersion, organizationName, timeZone, ...principal }: PersonRow,
  tx?: Tx,
): Promise<Person> {
  return {
    principal,
    accepted: accepted.map((one) => ({ ...one, at: new Date(one.at) })),
    policies: policyVersion === null ? noPolicies : await policiesAt(policyVersion, tx),
    organization: organizationName === null ? undefined : { name: organizationName, timeZone: timeZone! },
  }
}

/** Finds a person by id. Null: nobody has the id, or the person is blocked or removed. */
export async function findPerson(tx: Tx, id: string): Promise<Person | null> {
  const row = await readPerson(tx, id, now())
  return row ? toPerson(row, tx) : null
}
