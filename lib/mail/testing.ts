import { after, DAY, MINUTE } from '../clock'
import { environment } from '../db/testing'
import { transaction } from '../db/transaction'
import { systemCaller } from '../principal'
import type { RenderableMail } from './message/render-message'
import { claimMail } from './outbox/claim-mail'
import { type MailToQueue, queueMail } from './queue-mail'
import type { TemplateInput, TemplateName } from './templates'
import { briefly, type Transport } from './transports/transport'

export const deliverer = systemCaller('deliver-mail')

export const id = '0190b0a0-0000-7000-8000-000000000001'
export const at = new Date('2026-11-23T14:14:00.000Z')

const megan = { name: 'Megan Bowen', address: 'megan@woodgrove.example' }
const nicole = { name: 'Nicole Baker', address: 'nicole@contoso.example' }
const resource = {
  title: 'Brand guidelines 2027 (draft).pdf',
  kind: 'file' as const,
  file: { name: 'Brand guidelines 2027 (draft).pdf', size: 1_992_294 },
}
const endsAt = after(at, 90 * DAY)
const adele = { name: 'Adele Vance', address: 'adele@woodgrove.example' }
const asked = {
  review: 'All guests, every quarter',
  roundId: id,
  from: adele,
  items: 12,
  endsAt: after(at, 9 * DAY),
  message: 'Please be strict this time.\n\nThe auditors come in January.',
  guest: false,
}

/** An input for every template there is. */
export const inputs: { [Name in TemplateName]: TemplateInput<Name> } = {
  'one-time-passcode': {
    userAgent: environment.userAgent,
    askedAt: at,
    validUntil: after(at, 10 * MINUTE),
    letIn: { id, until: after(at, DAY) },
  },
  'let-in': { letIn: { id, until: after(at, DAY) } },
  invitation: {
    invitationId: id,
    inviter: megan,
    resource,
    role: 'download',
    endsAt,
    expiresAt: after(at, 30 * DAY),
    message: 'Hi Nicole,\n\nthe draft we spoke about.',
  },
  'access-added': {
    sharer: megan,
    resource,
    role: 'view',
    endsAt: null,
    url: `http://localhost:3000/shared-with-me/${id}`,
  },
  'access-removed': { sharer: megan, resource },
  'factors-changed': { what: 'The authenticator app “Phone” was added.', userAgent: environment.userAgent, at },
  'factor-reset-ended': { person: nicole, by: adele, how: 'withdrawn' },
  'factor-reset-told': { person: nicole, by: adele, what: 'asked', resetId: id },
  'factor-reset-asked': { person: nicole, administrator: adele, reason: 'Her phone was stolen.', resetId: id },
  'access-asked-for': {
    person: nicole,
    title: resource.title,
    message: 'I am on the train today.',
    reference: 'F7K2-9QXM',
    administrator: true,
  },
  'added-to-space': { person: nicole, resource, space: { title: 'Winter campaign', kind: 'space' }, spaceId: id },
  'download-asked-for': { person: nicole, resource, resourceId: id, sharer: null },
  'share-link-redeemed': { person: nicole, resource, resourceId: id, role: 'view', endsAt, redeemedAt: at },
  'share-link-asked-for': { asker: nicole, resource, resourceId: id, maker: null },
  'invitation-asked-for': { person: nicole, resource, resourceId: id },
  'member-added': { addedBy: { name: null, address: 'adele@woodgrove.example' }, administrator: false },
  'member-changed': { change: 'disabled', by: megan, at },
  'member-changed-told': {
    change: 'disabled',
    by: megan,
    at,
    person: nicole,
    principalId: id,
    hanging: {
      shares: 3,
      links: 1,
      invitations: 2,
      guests: 4,
      reviews: ['Guests of Finance'],
      spaces: [{ title: 'Winter campaign' }],
    },
  },
  'review-started': asked,
  'review-reminder': { ...asked, open: 5 },
  'review-handed-on': {
    review: asked.review,
    roundId: id,
    items: 4,
    endsAt: asked.endsAt,
    by: megan,
    reason: 'You know these people.',
  },
  'review-unasked': {
    review: asked.review,
    roundId: id,
    items: 4,
    alone: 1,
    endsAt: asked.endsAt,
    removes: true,
    waits: false,
  },
  'review-ended': {
    review: asked.review,
    roundId: id,
    number: 3,
    items: 1240,
    approved: 1100,
    denied: 112,
    dontKnow: 20,
    ended: 3,
    applied: { removed: 115, failed: 1, perGuest: false },
    administrator: true,
  },
  'terms-declined': { person: nicole, document: 'Terms for guests', resource, resourceId: id },
  'review-guests-ended': {
    review: asked.review,
    ended: [
      { guest: megan, resource },
      { guest: adele, resource: { title: 'Q3 plan', kind: 'page' } },
    ],
    more: 3,
  },
  'review-access-ended': {
    ended: [
      { resource, sharer: megan },
      { resource: { title: 'Q3 plan', kind: 'page' }, sharer: adele },
    ],
    more: 3,
  },
}

/** An outbox row as the worker would find it. */
export const rowOf = (template: string, input: unknown, more: Partial<RenderableMail> = {}): RenderableMail => ({
  id,
  template,
  recipient: 'nicole@contoso.example',
  replyTo: null,
  input: JSON.parse(JSON.stringify({ organization: { name: 'Woodgrove Bank', timeZone: 'America/New_York' }, input })),
  sealed: null,
  messageId: `<${id}@localhost>`,
  createdAt: at,
  ...more,
})

/** Queues a passcode, or whatever else is asked for. */
export const queue = (more: Partial<MailToQueue<'one-time-passcode'>> = {}) =>
  transaction((tx) =>
    queueMail(tx, {
      template: 'one-time-passcode',
      recipient: 'nicole@contoso.example',
      input: inputs['one-time-passcode'],
      secret: '12345678',
      ...more,
    }),
  )

/** Claims up to `most` mails for a worker that looks at nothing else. */
export const claim = async (most: number) => (await claimMail(most)).mails

/** A transport that does as it is told and remembers what it was handed. */
export function stub(send: Transport['send'] = async () => {}, remembers: number | null = null) {
  const handed: string[] = []
  const transport: Transport = {
    remembers,
    waits: briefly,
    async send(message, attempt) {
      handed.push(message.id)
      await send(message, attempt)
    },
    close() {},
  }
  return { transport, handed }
}
