import { headers } from 'next/headers'
import { notFound } from 'next/navigation'

/** The local mailbox holds everybody's codes: to any browser but this computer's own it is not there. */
export async function onlyOnThisComputer() {
  if ((await headers()).get('x-foyer-local') !== '1') notFound()
}
