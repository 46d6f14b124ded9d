import { expect, it } from 'vitest'
import { doors, routes as routesInApp } from '@/e2e/refusals/entrances'
import { otherPages, pagesToComeBackTo } from '@/lib/paths'
import { foreignDoors } from '../doors/foreign'
import { routeOf, routes } from './route-of'

const id = '018f4e2a-0a0b-7c0d-8e0f-0123456789ab'
const token = 'a'.repeat(43)
const filled = (route: string) =>
  route
    .replace('[...nextauth]', 'callback/email')
    .replace('[...path]', 'static/chunks/a.js')
    .replace(/\[\w+\]/g, id)
const known = [...pagesToComeBackTo, ...otherPages, ...routes]

/** What the process answers before Next.js, by what recognizes it. */
const answering: Record<string, string[]> = {
  isForBytes: ['/api/files/[resourceId]'],
  isForHealth: ['/api/health', '/api/health/live', '/api/health/ready'],
  isForLocalMail: ['/mailbox/[id]/letter'],
  isForMetrics: ['/api/metrics'],
  isForTerms: ['/terms/[textId]/pdf'],
  isForZip: ['/api/spaces/[spaceId]/zip'],
  isPiece: ['/api/uploads', '/api/uploads/[uploadId]'],
  isUpload: ['/api/files'],
}

it('knows every route and every door there is, and no other', () => {
  expect(doors()).toEqual(Object.keys(answering))
  const inApp = new Set(routesInApp().map((route) => route.split(' ')[1]!))
  const foreign = foreignDoors.map(({ path }) => path)
  expect([...inApp, ...foreign, ...Object.values(answering).flat(), '/_next/[...path]'].sort()).toEqual([...routes])
})

it('finds each page and route by its path, with a query or without', () => {
  expect(known.filter((route) => routeOf(filled(route)) !== route)).toEqual([])
  expect(known.filter((route) => routeOf(`${filled(route)}?next=/shares`) !== route)).toEqual([])
})

it.each([
  '',
  '*',
  'nonsense',
  `http://evil.example/shares/${id}`,
  `/links/${token}/${token}`,
  `/Links/${token}`,
  `//links/${token}`,
  '/shares/',
  `/shares/${id}/access/${id}/more`,
  '/nicole@contoso.example',
  `/_next`,
])('says no more of %j than that it is something else', (target) => {
  expect(routeOf(target)).toBe('other')
})

it('tells nothing of what was asked for but which of a closed list it is', () => {
  const asked = [
    undefined,
    '/shares/nicole@contoso.example',
    `/links/${token}?code=12345678`,
    `/invitations/${token}#x`,
    '/api/auth/callback/email?token=secret',
    '/shares/%2e%2e',
    '/shared-with-me/a\nb',
  ]
  expect(asked.map(routeOf).filter((route) => route !== 'other' && !(known as string[]).includes(route))).toEqual([])
})
