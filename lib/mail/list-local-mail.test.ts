import { beforeEach, describe, expect, it, vi } from 'vitest'
import { after, MINUTE } from '../clock'
import { db } from '../db/client'
import { stranger } from '../db/testing'
import { NotFound } from '../errors'
import { getLocalMail } from './get-local-mail'
import { ListLocalMail, listLocalMail } from './list-local-mail'
import { at } from './testing'

beforeEach(async () => {
  await db().localMail.deleteMany()
  const rows = Array.from({ length: 60 }, (_, n) => ({
    id: crypto.randomUUID(),
    recipient: n % 2 ? 'nicole@contoso.example' : 'omar_h@fabrikam.example',
    subject: `Mail ${n}`,
    html: '<p>Hello <a class="button" href="http://localhost:3000/sign-in?a=1&amp;b=2">there</a></p>',
    text: 'Hello',
    sentAt: after(at, n * MINUTE),
  }))
  await db().localMail.createMany({ data: rows })
})

const list = (input: object) => listLocalMail(stranger, ListLocalMail.parse(input))

describe('the local mailbox', () => {
  it('shows the newest first, fifty to a page', async () => {
    const { rows, total, pages } = await list({})
    expect(rows.map(({ subject }) => subject).slice(0, 2)).toEqual(['Mail 59', 'Mail 58'])
    expect({ total, pages, shown: rows.length }).toEqual({ total: 60, pages: 2, shown: 50 })
    expect((await list({ page: '2' })).rows).toHaveLength(10)
  })

  it('finds by part of the address, in any case, taking signs for what they are', async () => {
    expect((await list({ q: 'NICOLE@' })).total).toBe(30)
    expect((await list({ q: 'omar_h' })).total).toBe(30)
    expect((await list({ q: 'nicole%' })).total).toBe(0)
    expect((await list({ q: 'nicole_' })).total).toBe(0)
  })

  it('takes nonsense for the first page', async () => {
    expect((await list({ page: '-3' })).page).toBe(1)
  })

  it('opens one mail, and nothing that is not there', async () => {
    const [row] = (await list({})).rows
    expect(await getLocalMail(stranger, { id: row!.id })).toMatchObject({
      text: 'Hello',
      subject: 'Mail 59',
      link: 'http://localhost:3000/sign-in?a=1&b=2',
    })
    await expect(getLocalMail(stranger, { id: crypto.randomUUID() })).rejects.toThrow(NotFound)
    await expect(getLocalMail(stranger, { id: 'x' })).rejects.toThrow(NotFound)
  })

  it('is not there when mail leaves by a transport', async () => {
    vi.resetModules()
    vi.stubEnv('SMTP_URL', 'smtp://127.0.0.1:1')
    vi.stubEnv('MAIL_FROM', 'foyer@woodgrove.example')
    const again = await import('./list-local-mail')
    await expect(again.listLocalMail(stranger, { q: '', page: 1 })).rejects.toMatchObject({ name: 'NotFound' })
    vi.unstubAllEnvs()
  })
})
