import { isolated } from '../own-direction'
import { displayName } from '../principal'
import type { FoundEvent } from './find-audit-events.sql'
import { sentences } from '../words/event-sentences'

/** A piece of a sentence. `about`: the person or resource that the piece names, so that a page can link to it. */
export type AuditWords = { text: string; about?: { kind: 'person' | 'resource'; id: string } }

type Facts = Omit<FoundEvent, 'at' | 'networkAddress' | 'userAgent'>

/** Describes an event in one sentence, in pieces: "Megan Bowen" "gave" "nicole@contoso.example" "access to" "Q3 plan". */
export function describeEvent(event: Facts): AuditWords[] {
  const sentence = sentences[event.type]
  const template = typeof sentence === 'function' ? sentence(event.detail ?? {}, event) : sentence
  return template
    .split(/(\{(?:caller|person|resource|file)\})/)
    .filter(Boolean)
    .map((piece) => (piece in fill ? fill[piece as keyof typeof fill](event) : { text: piece }))
}

/** Describes an event in one sentence, as plain text. */
export const eventAsText = (event: Facts) =>
  describeEvent(event)
    .map(({ text, about }) => (about ? isolated(text) : text))
    .join('')

const fill = {
  '{caller}': (event: Facts): AuditWords => {
    if (event.callerKind === 'system') return { text: 'Foyer' }
    if (event.callerKind === 'application' && event.callerAddress) return { text: isolated(event.callerAddress) }
    if (!event.callerId || !event.callerAddress) return { text: 'Somebody not signed in' }
    const { callerId, callerAddress: address, callerName: name } = event
    return {
      text: event.callerKind === 'member' ? displayName({ name, address }) : address,
      about: { kind: 'person', id: callerId },
    }
  },
  '{person}': (event: Facts): AuditWords => {
    const { principalId, principalAddress: address, principalName: name, principalKind } = event
    if (!principalId || !address) return fill['{caller}'](event)
    // An address without a principal has no page.
    if (!principalKind) return { text: address }
    return {
      text: principalKind === 'member' ? displayName({ name, address }) : address,
      about: { kind: 'person', id: principalId },
    }
  },
  '{resource}': ({ resourceId, resourceTitle, detail }: Facts): AuditWords =>
    resourceId
      ? { text: resourceTitle ?? 'a deleted resource', about: { kind: 'resource', id: resourceId } }
      : { text: typeof detail?.title === 'string' ? isolated(detail.title) : 'a resource' },
  '{file}': ({ detail }: Facts): AuditWords => ({
    text: typeof detail?.name === 'string' ? isolated(detail.name) : 'a file',
  }),
}
