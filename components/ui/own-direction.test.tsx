import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { EventWords } from '../audit/event-words'
import { Markdown } from '../files/markdown'
import { InboxRow } from '../inbox/inbox-row'
import { OfferedThing } from '../invitations/offered-resource'
import { tell } from '../sharing/tell'
import { CheckGroup } from './check-group'
import { PageHeader } from './page-header'
import { PersonName } from './person-name'
import { SelectField } from './select-field'
import { TextArea } from './text-area'
import { TextField } from './text-field'

const texts = ['תוכנית הרבעון (2026)', 'خطة الربع الثالث، 3']
const at = new Date('2026-11-26T12:00:00Z')

describe.each(texts)('%s has its own direction', (text) => {
  const person = { name: text, address: 'nicole@contoso.example' }
  const row = {
    grantId: 'g',
    resourceId: 'r',
    title: text,
    kind: 'page',
    role: 'view',
    sharer: { ...person, kind: 'member' },
    endsAt: null,
    endingSoon: false,
    isNew: false,
    undo: null,
  } as const

  it.each([
    ['a title above a page', <PageHeader key="h" title={text} />],
    [
      'a title in an invitation',
      <OfferedThing key="o" resource={{ title: text, kind: 'page', role: 'view', endsAt: null }} />,
    ],
    ['a title in the inbox', <InboxRow key="i" row={row} at={at} />],
    ['a paragraph of a page', <Markdown key="m">{text}</Markdown>],
    ['a heading of a page', <Markdown key="m">{`# ${text}`}</Markdown>],
    ['a quotation on a page', <Markdown key="m">{`> ${text}`}</Markdown>],
    ['a list on a page', <Markdown key="m">{`- ${text}`}</Markdown>],
    ['a text that is typed', <TextArea key="t" label="Message" name="message" defaultValue={text} />],
    [
      'a label that is ticked',
      <CheckGroup key="c" legend="Labels" name="labels" options={[{ value: 'a', label: text }]} ticked={[]} />,
    ],
    [
      'a label that is chosen',
      <SelectField key="s" label="Label" name="label" options={[{ value: 'a', label: text }]} />,
    ],
  ])('as %s', (_, element) => {
    expect(renderToStaticMarkup(element)).toMatch(
      new RegExp(
        `<(?:h1|h2|p|a|ul|blockquote|textarea|label|option)[^>]* dir="auto"[^>]*>(?:\\s|<(?!/)[^>]*>)*${text.replace(/[()]/g, '\\$&')}`,
      ),
    )
  })

  it('as what is typed into a line', () => {
    expect(renderToStaticMarkup(<TextField label="Title" name="title" defaultValue={text} />)).toContain('dir="auto"')
    expect(renderToStaticMarkup(<TextField label="Day" name="day" type="date" />)).not.toContain('dir=')
  })

  it.each([
    ['a member', <PersonName key="p" person={{ ...person, kind: 'member' }} />],
    ['a guest, beside the domain', <PersonName key="p" person={{ ...person, kind: 'guest' }} />],
    [
      'whom the trail names',
      <EventWords key="e" words={[{ text, about: { kind: 'person', id: 'p' } }, { text: ' signed in' }]} />,
    ],
  ])('as %s', (_, element) =>
    expect(renderToStaticMarkup(element)).toMatch(new RegExp(`<bdi[^>]*>${text.replace(/[()]/g, '\\$&')}</bdi>`)),
  )

  it('inside what is told of a resource', () => {
    const happening = {
      id: '1',
      at,
      type: 'grant.revoked',
      by: { name: text, mine: false },
      about: { name: text, mine: false },
      role: null,
      endsAt: null,
      label: null,
      parts: null,
      into: null,
      guestsMeet: null,
      from: null,
      folder: null,
      was: null,
      entries: null,
      version: null,
    } as const
    expect(renderToStaticMarkup(<p>{tell(happening)}</p>)).toBe(
      `<p>\u2068${text}\u2069 revoked the access of \u2068${text}\u2069.</p>`,
    )
  })
})
