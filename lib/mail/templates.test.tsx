import { describe, expect, it } from 'vitest'
import { linkToken, seal } from '../secrets'
import { renderMessage } from './message/render-message'
import { templates } from './templates'
import { inputs, rowOf } from './testing'

const names = Object.keys(templates) as (keyof typeof templates)[]
const rendered = (name: string, input: unknown = inputs[name as keyof typeof inputs], more = {}) =>
  renderMessage(rowOf(name, input, { sealed: name === 'one-time-passcode' ? seal('12345678') : null, ...more }))

describe.each(names)('the %s mail', (name) => {
  it('is a text and a page, small, without images, scripts or trackers', async () => {
    const { html, text } = await rendered(name)
    expect(Buffer.byteLength(html)).toBeLessThan(100_000)
    expect(text).not.toMatch(/<\/?(p|td|table|br)\b/)
    expect(text.length).toBeGreaterThan(150)
    expect(html).toMatch(/<html[^>]* lang="en"/)
    expect(html).not.toMatch(/<(img|script|iframe|form|link|object|svg)\b|url\(|@import|background="/i)
  })

  it('leads nowhere but to the public URL', async () => {
    const { html, text } = await rendered(name)
    const addresses =
      `${html} ${text}`
        .replace('http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd', '')
        .match(/[a-z]+:\/\/[^\s"<)]+/g) ?? []
    expect(addresses.filter((address) => !/^http:\/\/localhost:3000([/.]|$)/.test(address))).toEqual([])
    expect((html.match(/<a /g) ?? []).length).toBeLessThanOrEqual(1)
  })

  it('reads in dark as in light', async () => {
    const { html } = await rendered(name)
    expect(html).toContain('content="light dark"')
    expect(html).toContain('@media (prefers-color-scheme: dark)')
  })

  it('is byte for byte the same when it is written again', async () => {
    const sealed = seal('12345678')
    expect(await rendered(name, undefined, { sealed })).toEqual(await rendered(name, undefined, { sealed }))
  })
})

describe('the one-time passcode', () => {
  it('stands in the body as one run of text, on a line of its own, and nowhere else', async () => {
    const { subject, html, text } = await rendered('one-time-passcode')
    expect(subject).toBe('Your sign-in code for Woodgrove Bank')
    expect(html.match(/>1234 5678</g)).toHaveLength(1)
    expect(html.match(/1234/g)).toHaveLength(1)
    expect(text).toMatch(/^1234 5678$/m)
  })

  it('says until when with the zone, from which browser, and that nobody asks for it', async () => {
    const { text } = await rendered('one-time-passcode')
    expect(text).toContain('valid until 9:24 AM EST')
    expect(text).toContain('Asked for on November 23, 2026, 9:14 AM EST, from Chrome on Windows.')
    expect(text).toContain('Nobody from Woodgrove Bank will ever ask you for this code.')
    expect(text).toContain('Not you?')
  })

  it('repeats nothing of a browser that it does not know by name', async () => {
    const { text } = await rendered('one-time-passcode', {
      ...inputs['one-time-passcode'],
      userAgent: 'Call 555-0100 now/1.0 (Evil OS)',
    })
    expect(text).not.toMatch(/555|Evil/)
    expect(text).toContain('from a browser we don’t know')
  })
})

describe('its link “This was me”', () => {
  const token = linkToken('let-in', inputs['one-time-passcode'].letIn!.id)

  it('stands in the mail once, says what it is for, and the outbox row never has it', async () => {
    const { html, text } = await rendered('one-time-passcode')
    expect(html.match(new RegExp(`href="http://localhost:3000/let-in/${token}"`, 'g'))).toHaveLength(1)
    expect(text).toContain('too many codes were asked for, or typed wrong')
    expect(text).toContain('It works once, until November 24, 2026, 9:14 AM EST, and signs nobody in.')
    expect(JSON.stringify(rowOf('one-time-passcode', inputs['one-time-passcode']))).not.toContain(token)
  })

  it('is missing from a code that an older version queued, which leaves all the same', async () => {
    const { letIn: _, ...older } = inputs['one-time-passcode']
    const { html, text } = await rendered('one-time-passcode', older)
    expect(html).not.toContain('<a ')
    expect(text).toMatch(/^1234 5678$/m)
  })
})

describe('the invitation', () => {
  it('carries the link, which the outbox row never does', async () => {
    const token = linkToken('invitation', inputs.invitation.invitationId)
    expect((await rendered('invitation')).html).toContain(`href="http://localhost:3000/invitations/${token}"`)
    expect(JSON.stringify(rowOf('invitation', inputs.invitation))).not.toContain(token)
  })

  it('shows a personal message as plain text', async () => {
    const { html, text } = await rendered('invitation', {
      ...inputs.invitation,
      message: 'See <b>this</b>\n<a href="https://evil.example">here</a>',
    })
    expect(html).toContain('See &lt;b&gt;this&lt;/b&gt;<br/>&lt;a href=')
    expect(text).toContain('See <b>this</b>\n<a href="https://evil.example">here</a>')
  })

  it('says whom a reply reaches, only when it does', async () => {
    expect((await rendered('invitation', undefined, { replyTo: 'megan@woodgrove.example' })).text).toContain(
      'Replying writes to megan@woodgrove.example.',
    )
    expect((await rendered('invitation')).text).not.toContain('Replying')
  })
})

describe('access added', () => {
  it('leads to the resource, or takes the guest’s shortcut', async () => {
    const { url: _, ...rest } = inputs['access-added'] as { url: string }
    const shortcut = await rendered('access-added', { ...rest, invitationId: inputs.invitation.invitationId })
    expect((await rendered('access-added')).html).toContain('/shared-with-me/')
    expect(shortcut.html).toContain('/invitations/')
  })

  it('leads nowhere else, whatever it is handed', async () => {
    await expect(rendered('access-added', { ...inputs['access-added'], url: 'https://evil.example/' })).rejects.toThrow(
      'public URL',
    )
  })
})

describe('a reset of second factors', () => {
  const told = inputs['factor-reset-told'] as object
  const token = linkToken('factor-reset', inputs['factor-reset-asked'].resetId)

  it.each(['asked', 'vouched'])(
    'that was %s is stopped by a link, which the outbox row never carries',
    async (what) => {
      const { html, text } = await rendered('factor-reset-told', { ...told, what, from: '2026-11-24T14:14:00.000Z' })
      expect(html).toContain(`href="http://localhost:3000/resets/${token}"`)
      expect(text.includes('From November 24, 2026, 9:14 AM EST on')).toBe(what === 'vouched')
      expect(JSON.stringify(rowOf('factor-reset-told', { ...told, what }))).not.toContain(token)
    },
  )

  it('that was withdrawn, or queued before there were links, has none', async () => {
    for (const more of [{ what: 'withdrawn' }, { resetId: undefined }])
      expect((await rendered('factor-reset-told', { ...told, ...more })).html).not.toContain('/resets/')
  })

  it('says to who asked from when on and until when, and to all who it was that stopped it', async () => {
    const ended = inputs['factor-reset-ended'] as object
    const vouched = {
      how: 'vouched',
      from: '2026-11-24T14:14:00.000Z',
      until: '2026-11-30T14:14:00.000Z',
      principalId: inputs['factor-reset-asked'].resetId,
    }
    const { html, text } = await rendered('factor-reset-ended', { ...ended, ...vouched })
    expect(text).toContain(
      'From November 24, 2026, 9:14 AM EST on, until November 30, 2026, an administrator can remove',
    )
    expect(html).toContain('/admin/people/')
    expect((await rendered('factor-reset-ended', { ...ended, how: 'stopped' })).text).toContain(
      'Nothing was taken away',
    )
  })
})

it('asks the inviter to share anew what was deleted since', async () => {
  const asked = inputs['invitation-asked-for'] as object
  expect((await rendered('invitation-asked-for', { ...asked, resourceId: null })).html).toMatch(
    /href="[^"]+\/shares\/new"[^]*Share it anew/,
  )
  expect((await rendered('invitation-asked-for')).text).not.toContain('deleted')
})

it('puts no question into anybody’s mouth who has not signed in to ask it', async () => {
  const asked = inputs['invitation-asked-for'] as object
  const [unproven, proven] = [
    await rendered('invitation-asked-for'),
    await rendered('invitation-asked-for', { ...asked, proven: true }),
  ]
  expect(unproven.subject).toMatch(/^Somebody who holds the link asks/)
  expect(unproven.html).not.toMatch(/Nicole Baker[^.]{0,9} asks/)
  expect(unproven.text).toContain('Nothing proves who it is; a new invitation goes to nicole@contoso.example alone.')
  expect(proven.subject).toMatch(/Nicole Baker asks/)
  const linked = inputs['share-link-asked-for'] as object
  expect((await rendered('share-link-asked-for')).text).toContain('who has proven this address')
  expect((await rendered('share-link-asked-for', { ...linked, asker: null })).text).toContain('nothing tells who it is')
})

it('says in the mail about the last person that the link is full, and in no other', async () => {
  const last = await rendered('share-link-redeemed', { ...(inputs['share-link-redeemed'] as object), filled: 5 })
  expect(last.subject).toContain('which is full now')
  expect(last.text).toContain('it has let in the 5 people it may')
  expect((await rendered('share-link-redeemed')).text).not.toContain('full')
})

it('tells who answers in place of the inviter that it was not they who invited', async () => {
  const { text } = await rendered('invitation-asked-for', {
    ...(inputs['invitation-asked-for'] as object),
    inviter: { name: 'Megan Bowen', address: 'megan@woodgrove.example' },
  })
  expect(text).toContain('Megan Bowen (megan@woodgrove.example) invited')
  expect(text).not.toMatch(/you (?:invited|sent)/i)
})

it.each(['invitation', 'access-added', 'share-link-redeemed'] as const)(
  'says in %s of which type and size a file is and when access ends, each on a line of its own',
  async (template) => {
    const given = (more: object) =>
      rendered(template, { ...(inputs[template] as object), role: 'view', endsAt: '2026-12-13T04:59:59.000Z', ...more })
    const of = (name: string, size: number) =>
      given({ resource: { title: 'Plan', kind: 'file', file: { name, size } } })
    expect((await of('Plan.pdf', 1_992_294)).text).toMatch(
      /^File: PDF, 1\.9 MB\nAccess: View, until December 12, 2026, 11:59 PM EST$/m,
    )
    for (const [name, size, words] of [
      ['.htaccess', 1, 'File, 1 byte'],
      ['Plan', 2048, 'File, 2 kB'],
      ['a.tar.gz', 0, 'GZ, 0 bytes'],
      ['a.b c', 9, 'File, 9 bytes'],
    ] as const)
      expect((await of(name, size)).text).toContain(`File: ${words}\n`)
    const page = await given({ resource: { title: 'Plan', kind: 'page' }, endsAt: null })
    expect(page.text).not.toContain('File:')
    expect(page.text).toMatch(/^Access: View, for as long as /m)
  },
)

it.each(['invitation', 'share-link-redeemed'] as const)(
  'says in %s that a file can be downloaded, and never that a link or a page can',
  async (template) => {
    const of = (kind: string) =>
      rendered(template, { ...(inputs[template] as object), role: 'download', resource: { title: 'Plan', kind } })
    expect((await of('file')).text).toContain('View and download,')
    for (const kind of ['link', 'page']) expect((await of(kind)).text).not.toContain('download')
  },
)

it('refuses what it can’t write, rather than sending half of it', async () => {
  await expect(rendered('invitation', { inviter: 'me' })).rejects.toThrow("can't be written")
  await expect(rendered('toString', {})).rejects.toThrow('There is no template')
})

describe('what people wrote, in a mail', () => {
  const title = 'תוכנית (2026)'
  const hebrew = {
    ...inputs.invitation,
    resource: { ...inputs.invitation.resource, title: `${title}\u202e\u2069` },
    message: 'שלום',
  }

  it('leaves the direction of our sentences alone, in the page, the text and the subject', async () => {
    const { subject, html, text } = await rendered('invitation', hebrew)
    for (const part of [subject, html, text]) expect(part).toContain(`\u2068${title}\u2069`)
    expect(`${subject}${html}${text}`).not.toMatch(/[\u202a-\u202e]/)
    expect(html).toMatch(/<p[^>]* dir="auto"[^>]*>שלום/)
  })

  it('takes no more of a subject than fits, isolates or not', async () => {
    const { subject } = await rendered('invitation', {
      ...hebrew,
      inviter: { name: 'א'.repeat(300), address: 'megan@woodgrove.example' },
      resource: { ...hebrew.resource, title: 'ב'.repeat(300) },
    })
    expect(subject.length).toBeLessThanOrEqual(250)
    expect(subject.split('\u2068').length).toBe(subject.split('\u2069').length)
  })
})
