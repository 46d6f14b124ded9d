import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAddress } from './address'
import { now } from './clock'
import { db } from './db/client'
import { seatCast } from './db/testing'
import { mailboxOf } from './mailbox'

const local = fc.stringMatching(/^[a-z0-9+._-]{1,12}$/)
const address = local.map((name) => parseAddress(`${name}@contoso.example`)).filter((parsed) => parsed !== null)

describe('the mailbox behind an address', () => {
  it.each([
    ['nicole@contoso.example', 'nicole@contoso.example'],
    ['nicole+plan@contoso.example', 'nicole@contoso.example'],
    ['nicole+a+b@contoso.example', 'nicole@contoso.example'],
    ['nicole+@contoso.example', 'nicole@contoso.example'],
    ['nicole.baker+x@contoso.example', 'nicole.baker@contoso.example'],
    ['+nicole@contoso.example', '+nicole@contoso.example'],
    ['+nicole+x@contoso.example', '+nicole@contoso.example'],
    ['++@contoso.example', '+@contoso.example'],
  ])('of %s is %s', (address, mailbox) => expect(mailboxOf(address)).toBe(mailbox))

  it('is its own mailbox, and never of another domain', () => {
    fc.assert(
      fc.property(
        address,
        (one) => mailboxOf(mailboxOf(one)) === mailboxOf(one) && mailboxOf(one).endsWith('@contoso.example'),
      ),
    )
  })

  it('is what the database keeps beside each address', async () => {
    await seatCast()
    const some = [
      ...new Set([...fc.sample(address, 400), '+a+b@x.example', '++@x.example', "o'dd+#{x}@xn--bcher-kva.example"]),
    ]
    const made = await db().principal.createManyAndReturn({
      data: some.map((one) => ({ kind: 'guest' as const, address: one, createdAt: now() })),
      select: { address: true, mailbox: true },
    })
    expect(made.map(({ mailbox }) => mailbox)).toEqual(made.map((one) => mailboxOf(one.address)))
  })
})
