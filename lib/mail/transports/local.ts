import { now } from '../../clock'
import { db } from '../../db/client'
import { briefly, type Transport } from './transport'

/** Makes the transport that stores mail in the local mailbox, for an installation without a mail sender. */
export const local = (): Transport => ({
  remembers: null,
  waits: briefly,
  async send({ id, to, subject, html, text }) {
    await db().localMail.upsert({
      where: { id },
      create: { id, recipient: to, subject, html, text, sentAt: now() },
      update: {},
    })
  },
  close() {},
})
