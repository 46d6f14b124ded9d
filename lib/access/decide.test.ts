import { beforeEach, describe, expect, it } from 'vitest'
import { type PersonCaller, systemCaller } from '../principal'
import type { CastName } from '../../prisma/cast'
import { seatCast, stranger } from '../db/testing'
import { after, DAY, now } from '../clock'
import { decide, may } from './decide'
import { permissions, type Action } from './permissions'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

/** What is in no space. */
const alone = { kind: 'file' as const, spaceId: null, spaceGrant: null, guestsUntil: null, archivedAt: null }

describe('decide', () => {
  it('denies a stranger every action there is', () => {
    for (const action of Object.keys(permissions) as Action[]) expect(decide(stranger, action, {}).effect).toBe('deny')
  })

  it('lets a job take what it was written for, and nothing else', () => {
    const [sweep, start] = [systemCaller('sweep-files'), systemCaller('start')]
    expect([may(sweep, 'file.erase'), may(sweep, 'grant.revoke'), may(sweep, 'guest.remove')]).toEqual([
      true,
      false,
      false,
    ])
    expect([may(start, 'policy.change'), may(start, 'policy.delete')]).toEqual([true, false])
    for (const job of ['a-job-that-nobody-named', 'toString', ''])
      for (const action of Object.keys(permissions) as Action[]) expect(may(systemCaller(job), action)).toBe(false)
  })

  it('denies an application every action there is, whatever its scopes say', () => {
    const { environment } = people.adele
    const application = {
      kind: 'application' as const,
      id: 'a',
      name: 'A',
      scopes: Object.keys(permissions),
      environment,
    }
    for (const action of Object.keys(permissions) as Action[]) expect(may(application, action)).toBe(false)
  })

  it('denies an action it does not know', () => {
    const action = 'toString' as Action
    expect(decide(people.adele, action, {})).toEqual({ effect: 'deny', reason: 'unknown action' })
  })

  it('lets the holder of a live grant view, and only with the download role download', () => {
    const { nicole, megan } = people
    const grant = {
      principalId: nicole.principal.id,
      role: 'view' as const,
      endsAt: after(now(), DAY),
      revokedAt: null,
    }
    const target = { ...alone, sharedById: megan.principal.id, grant }
    expect(may(nicole, 'resource.view', target)).toBe(true)
    expect(may(nicole, 'resource.download', target)).toBe(false)
    expect(may(nicole, 'resource.download', { ...target, grant: { ...grant, role: 'download' } })).toBe(true)
    expect(may(people.omar, 'resource.view', target)).toBe(false)
  })

  it('counts a grant that ends this very moment as ended', () => {
    const { nicole, megan } = people
    const grant = { principalId: nicole.principal.id, role: 'view' as const, endsAt: now(), revokedAt: null }
    expect(may(nicole, 'resource.view', { ...alone, sharedById: megan.principal.id, grant })).toBe(false)
  })

  it('does not let an administrator open what was not shared with them', () => {
    const target = { ...alone, sharedById: people.megan.principal.id, grant: null }
    expect(may(people.adele, 'resource.view', target)).toBe(false)
    expect(may(people.adele, 'resource.manage', target)).toBe(true)
  })
})
