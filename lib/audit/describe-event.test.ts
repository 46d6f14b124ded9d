import { describe, expect, it } from 'vitest'
import { areas } from '../words/event-areas'
import { describeEvent, eventAsText } from './describe-event'
import { auditEventTypes } from '../words/event-types'

const megan = {
  callerId: 'm',
  callerKind: 'member' as const,
  callerAddress: 'megan@woodgrove.example',
  callerName: 'Megan Bowen',
}
const nicole = {
  principalId: 'n',
  principalKind: 'guest' as const,
  principalAddress: 'nicole@contoso.example',
  principalName: 'Nicole Baker',
}
const plan = { resourceId: 'r', resourceTitle: 'Q3 plan' }
const event = { id: 'e', type: 'grant.given' as const, ...megan, ...nicole, ...plan, detail: null }
const nobody = { callerId: null, callerKind: 'anonymous' as const, callerAddress: null, callerName: null }

describe('an event in words', () => {
  it('names who, what and to what, and where each leads', () => {
    expect(eventAsText(event)).toBe('Megan Bowen gave nicole@contoso.example access to Q3 plan')
    expect(describeEvent(event)[0]).toEqual({ text: 'Megan Bowen', about: { kind: 'person', id: 'm' } })
  })

  it.each(auditEventTypes)('has a sentence for %s, whatever is missing, with nothing left to fill in', (type) => {
    const bare = {
      ...event,
      ...nobody,
      type,
      principalId: null,
      principalAddress: null,
      resourceId: null,
      resourceTitle: null,
    }
    for (const one of [{ ...event, type }, bare]) expect(eventAsText(one)).toMatch(/^[^{}]{10,}$/)
  })

  it('takes a name for a name, whatever stands in it', () => {
    const uploaded = { ...event, type: 'file.uploaded' as const, detail: { name: '{person} {resource}.pdf' } }
    expect(eventAsText(uploaded)).toBe('Megan Bowen uploaded {person} {resource}.pdf')
  })

  it('tells apart signing out and being signed out', () => {
    const own = { ...event, type: 'session.ended' as const, principalId: 'm' }
    expect(eventAsText(own)).toBe('Megan Bowen signed out')
    expect(eventAsText({ ...own, principalId: 'n', detail: { cause: 'guest blocked' } })).toBe(
      'Megan Bowen ended a session of nicole@contoso.example (guest blocked)',
    )
  })

  it('says what access was when somebody else’s no overrode it', () => {
    const revoked = {
      ...event,
      type: 'grant.revoked' as const,
      detail: { was: 'given-up', cause: 'share link revoked' },
    }
    expect(eventAsText(revoked)).toBe(
      'Megan Bowen revoked the access of nicole@contoso.example to Q3 plan, which they had given up (share link revoked)',
    )
  })

  it.each([
    ['passcode.failed', { reason: 'wrong' }, 'entered a wrong code'],
    ['passcode.failed', { reason: 'ran out' }, 'entered a code that had run out'],
    ['passcode.refused', { reason: 'too soon' }, 'was refused a code'],
    ['passcode.requested', {}, 'asked for a code'],
    ['invitation.asked-for', {}, 'asked for a new invitation'],
  ] as const)('tells a stranger’s %s from the person’s own (%j)', (type, detail, deed) => {
    const told = (by: object) => eventAsText({ ...event, type, detail, ...by })
    expect(told(nobody)).toMatch(new RegExp(`^Somebody not signed in ${deed}.* nicole@contoso\\.example`))
    expect(told({})).toMatch(new RegExp(`^Megan Bowen ${deed}.* nicole@contoso\\.example`))
    const own = {
      callerId: 'n',
      callerKind: 'guest',
      callerAddress: 'nicole@contoso.example',
      callerName: 'Nicole Baker',
    }
    expect(told(own)).toMatch(new RegExp(`^nicole@contoso\\.example ${deed}`))
  })

  it('names nobody for a code that no attempt waits for', () => {
    expect(
      eventAsText({
        ...event,
        ...nobody,
        type: 'passcode.refused',
        principalId: null,
        principalAddress: null,
        detail: { reason: 'no attempt' },
      }),
    ).toBe('Somebody not signed in was refused a code (no attempt)')
  })

  it('finds every kind of event in an area', () => {
    const covered = new Set<string>(Object.values(areas).flatMap(({ types }) => [...types]))
    expect(auditEventTypes.filter((type) => !covered.has(type))).toEqual([])
  })
})
