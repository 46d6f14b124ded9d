import { z } from 'zod'
import { db } from '../db/client'
import { settings } from '../env'
import { NotFound } from '../errors'
import type { Caller } from '../principal'

export const GetLocalMail = z.object({ id: z.uuid() })
export type GetLocalMail = z.output<typeof GetLocalMail>

/**
 * Returns one whole mail of the local mailbox. Throws `NotFound` for any other id, and where mail leaves by a transport.
 */
export async function getLocalMail(_caller: Caller, input: GetLocalMail) {
  const { success, data } = GetLocalMail.safeParse(input)
  const mail = success && settings().transport === 'local' ? await db().localMail.findUnique({ where: data }) : null
  if (!mail) throw new NotFound()
  const { id, recipient, subject, html, text, sentAt } = mail
  return { id, recipient, subject, html, text, sentAt, link: linkIn(html) }
}

/** Returns the address of the first link in a mail, which is its one button. Null: it has none. */
const linkIn = (html: string) => /<a [^>]*href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? null
