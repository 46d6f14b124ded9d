import { isIP } from 'node:net'
import { z } from 'zod'
import { authorize } from '../access/authorize'
import { countryOf } from '../access/country'
import { evaluate } from '../access/evaluate'
import type { Aim, Facts } from '../access/facts'
import { refusal } from '../access/decide'
import type { Target } from '../access/permissions'
import { signedIn } from '../access/visibility'
import { mailDomainOf } from '../address'
import { askedInWords, resultInWords } from '../words/policy-answers'
import { now } from '../clock'
import { db } from '../db/client'
import { isPrivateAddress } from '../network-address'
import { type Evaluation, noPolicies, platforms, type PolicyResult } from '../policy'
import type { Caller, PersonCaller } from '../principal'
import { instantOf, stampOf } from '../wall-clock'
import { findAim, type FoundAim, findSubject, type Subject } from './what-if-subjects'

const text = z.string().trim().max(300).catch('')

export const WhatIf = z.object({
  /** An address, or a name that only one person has. */
  person: text,
  /** A title or an id, or a part of the portal. */
  resource: text,
  address: text,
  platform: z.enum([...platforms, 'unknown']).catch('unknown'),
  browser: z.enum(['known', 'new']).catch('known'),
  /** As the organization's clocks show it; empty: now. */
  time: text,
  /** The mailed code alone, or a second factor beside it. Reads the former name of an app too, in addresses that were passed on. */
  proven: z
    .preprocess(
      (said) => (said === 'mailbox_totp' ? 'authenticator_app' : said),
      z.enum(['mailbox', 'authenticator_app', 'passkey']),
    )
    .catch('mailbox'),
})
export type WhatIf = z.output<typeof WhatIf>

export type WhatIfAnswer = {
  person: { id: string; name: string | null; address: string }
  about: string
  country: string | null
  /** Its network is one that is in no country. */
  isPrivate: boolean
  at: Date
  /** The whole answer, permission included. */
  sentence: string
  policies: (PolicyResult & { words: string; applied: boolean })[]
  off: { id: string; name: string }[]
}

export type WhatIfView = {
  asked: WhatIf
  timeZone: string
  errors: Partial<Record<'person' | 'resource' | 'address' | 'time', string>>
  /** Of several that have the title, the ids to choose from. */
  choices: { id: string; title: string; sharer: string }[]
  answer: WhatIfAnswer | null
}

/**
 * What policies would say to a person, a resource and a place from which they come: by the very engine that decides,
 * fed with made-up facts. Changes nothing. What can't be read is answered at its field.
 */
export async function whatIf(caller: Caller, input: Partial<Record<keyof WhatIf, unknown>> = {}): Promise<WhatIfView> {
  authorize(caller, 'policy.evaluate')
  const asked = WhatIf.parse(input)
  const { timeZone } = await db().organization.findFirstOrThrow({ select: { timeZone: true } })
  const empty: WhatIfView = { asked, timeZone, errors: {}, choices: [], answer: null }
  if (!asked.person && !asked.resource && !asked.address) return empty
  const [subject, aim] = await Promise.all([findSubject(asked.person), findAim(caller, asked.resource)])
  const at = asked.time ? instantOf(asked.time, timeZone) : now()
  const errors = { ...faultsOf(asked, { subject, aim, at }), ...faultOfHour(asked.time, at, timeZone) }
  if (!subject || !aim || 'several' in aim || !at || Object.keys(errors).length > 0)
    return { ...empty, errors, choices: aim && 'several' in aim ? aim.several : [] }
  return { ...empty, answer: await answer(caller, asked, { subject, aim, at }) }
}

type Found = { subject: Subject | null; aim: FoundAim | { several: unknown[] } | null; at: Date | null }

function faultsOf({ person, resource, address }: WhatIf, { subject, aim, at }: Found): WhatIfView['errors'] {
  return {
    ...(subject
      ? {}
      : { person: person ? 'Nobody here has this address. Choose one from the list.' : 'Choose a person.' }),
    ...(!aim
      ? {
          resource: resource
            ? 'Nothing has this title. Choose one from the list.'
            : 'Choose a resource, or a part of the portal.',
        }
      : 'several' in aim
        ? { resource: 'Several have this title. Choose one below.' }
        : {}),
    ...(isIP(address) === 0 ? { address: 'Enter an address such as 203.0.113.7 or 2001:db8::7.' } : {}),
    ...(at ? {} : { time: 'Enter a day and a time, or leave it empty for now.' }),
  }
}

/** Says of an hour that clocks skip that it is none. */
const faultOfHour = (time: string, at: Date | null, timeZone: string): WhatIfView['errors'] =>
  time.length > 10 && at && !stampOf(at, timeZone).startsWith(time)
    ? { time: 'The clocks skip this hour on that day. Choose another.' }
    : {}

async function answer(
  caller: Caller,
  asked: WhatIf,
  { subject, aim, at }: { subject: Subject; aim: FoundAim; at: Date },
): Promise<WhatIfAnswer> {
  const facts = factsOf(asked, { subject, aim: aim.aim, at })
  const evaluation = evaluate(signedIn(caller).policies, facts)
  const off = await db().policy.findMany({
    where: { deletedAt: null, state: 'off' },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  return {
    person: { id: subject.id, name: subject.name, address: subject.address },
    about: aim.title,
    country: facts.country,
    isPrivate: isPrivateAddress(asked.address),
    at,
    sentence: sentenceOf(subject.blocked ? 'they are blocked' : refusalOf(subject, aim, at), evaluation),
    policies: evaluation.results.map((result) => ({
      ...result,
      words: resultInWords(result),
      applied: result.result !== 'not-applied',
    })),
    off,
  }
}

const refusalOf = (subject: Subject, { action, target }: FoundAim, at: Date) =>
  refusal(asPerson(subject, at), action, {
    ...target,
    ...heldBy(subject, target),
    principalId: subject.id,
  })

/** The person's own grants on a resource and on the space that it is in. */
function heldBy({ grants }: Subject, target: Target) {
  const on = (id: string | null | undefined) => grants.find(({ resourceId }) => resourceId === id) ?? null
  const grant = on(target.resourceId)
  return target.sharedById === undefined ? { grant } : { ...target, grant, spaceGrant: on(target.spaceId) }
}

function sentenceOf(refused: string | null, { effect, controls }: Evaluation) {
  if (refused) return `Whatever the policies say, it would not open: ${refused}.`
  if (effect === 'deny') return 'A policy would refuse it.'
  if (effect === 'permit') return 'It would open.'
  return `It would open after ${new Intl.ListFormat('en').format(controls.map(askedInWords))}.`
}

/** Who it would be, as far as permissions look. */
const asPerson = ({ id, kind, address, name, administrator, guestSince }: Subject, at: Date): PersonCaller => ({
  kind: 'person',
  principal: { id, kind, address, name, administrator, guestSince },
  session: {
    id,
    startedAt: at,
    expiresAt: at,
    proofs: { mailbox: at },
    seenAt: null,
    newBrowser: false,
    purpose: null,
  },
  environment: { networkAddress: '', userAgent: '' },
  policies: noPolicies,
})

function factsOf(
  { address, platform, browser, proven }: WhatIf,
  { subject, aim, at }: { subject: Subject; aim: Aim; at: Date },
): Facts {
  const { id, kind, administrator, guestSince, accepted } = subject
  return {
    at,
    person: { id, kind, domain: mailDomainOf(subject.address), administrator, guestSince },
    aim,
    networkAddress: address,
    country: countryOf(address),
    platform: platform === 'unknown' ? null : platform,
    newBrowser: browser === 'new',
    browserKnownAt: null,
    session: {
      startedAt: at,
      proofs: { mailbox: at, [proven]: at },
      seenAt: at,
      browserOpen: true,
      purpose: false,
      codeForResource: false,
    },
    accepted,
  }
}
