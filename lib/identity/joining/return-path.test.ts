import { describe, expect, it } from 'vitest'
import { returnPath } from './return-path'

const origin = 'https://share.woodgrove.example'

const evil = 'evil.example'
const starts = [
  '//',
  '/\\',
  '\\/',
  '\\\\',
  '/\\/',
  '\\/\\/',
  '///',
  '////',
  '/\t/',
  '/\n/',
  '/\r/',
  '\t//',
  '\n//',
  ' //',
  '/ /',
  '/%2f',
  '/%2F%2F',
  '/%5c',
  '/%5C/',
  '//%2f',
  '/.//',
  '/..//',
  '/./\\',
  '/%2e%2e//',
  '/%09/',
  '/%0d%0a/',
  '/\u2028/',
  '/\u3000/',
  '/\uff0f',
  '/\uff3c',
  '/;//',
  '/@',
  '@',
  ':',
  '/:',
  '.',
  '',
  '#',
  '?',
]
const hosts = [
  evil,
  `${evil}/`,
  `user@${evil}`,
  `share.woodgrove.example@${evil}`,
  `${evil}:443`,
  'evil。example',
  'ｅvil.example',
  '%65vil.example',
  `${evil}%00`,
  `${evil}\t`,
  `[::1]`,
  '2130706433',
]
const schemes = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  ' javascript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'blob:x',
  'file:///etc/passwd',
  'http:evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https:///evil.example',
  'http:\\\\evil.example',
  'HTTPS://evil.example',
  `${origin}.evil.example`,
  `${origin}@evil.example`,
  `${origin}:x@evil.example`,
  origin,
  `${origin}/shares`,
  'about:blank',
  'ws://evil.example',
  'mailto:a@b.example',
  'feed:https://evil.example',
]
const loops = [
  '/sign-in',
  '/sign-in?next=/sign-in',
  '/Sign-In',
  '/sign-in/passcode',
  '/api/auth/session',
  '/api/health',
  '/setup/x',
  '/invitations/x',
  '/links/x',
  '/let-in',
  '/let-in/x',
  '/_next/static/x',
  '/mailbox',
]
const odd = [
  '/a\0b',
  '/a\r\nLocation: //evil.example',
  '/a%0d%0aSet-Cookie:x',
  '/a%',
  '/a%zz',
  '/a%1',
  '/a/../b',
  '/a/..',
  '/a/./b',
  '/a//b',
  '/a\\b',
  '/ä',
  '/a b',
  '/a"b',
  '/a<b>',
  '/a#b',
  '/a{b}',
  '/a^b',
  '/a`b',
  '/a|b',
  `/${'a'.repeat(1000)}`,
  '/%2e%2e/x',
  '/%2e/x',
  '/%25%32%66',
]
const payloads = [
  ...starts.flatMap((start) => hosts.map((host) => start + host)),
  ...schemes,
  ...schemes.map((scheme) => `/${scheme}//`),
  ...loops,
  ...odd,
]
const id = '018f4e2a-0a0b-7c0d-8e0f-0123456789ab'
const routes = [
  `/shared-with-me/${id}/open`,
  `/shared-with-me/${id}/open?`,
  `/shared-with-me/${id}/`,
  '/shared-with-me/018f-0a',
  '/account/sign-out',
  '/admin/policies/preview',
  '/admin/reviews/preview',
  '/admin/sign-ins/download.csv',
  '/admin/audit/download.csv',
  `/admin/reviews/rounds/${id}/results.csv`,
  `/admin/terms/${id}/acceptances.csv`,
  `/api/files/${id}`,
  '/api/search?q=a',
  '/linksmith',
  '/signing',
  '/shares/',
  '/SHARES',
  '/declined',
  '/favicon.ico',
  '/icon.svg',
  '/step-up/a/b',
]
const values = [undefined, null, 5, ['/shares'], ['/shares', '//evil.example'], {}, '']

describe('where signing in leads back to (B8)', () => {
  it(`none of ${payloads.length} payloads leaves the origin`, () => {
    expect(payloads.length).toBeGreaterThan(500)
    for (const payload of payloads) {
      const path = returnPath(payload)
      if (path === null) continue
      expect(new URL(path, origin).origin, payload).toBe(origin)
      expect(path, payload).toMatch(/^\/[\w@:]/)
      expect(new URL(path, origin).href, payload).toBe(origin + path)
    }
  })

  it.each([...schemes, ...loops, ...odd])('refuses %j', (payload) => expect(returnPath(payload)).toBeNull())
  it.each(values)('refuses %j', (value) => expect(returnPath(value)).toBeNull())

  it.each([
    '/',
    '/shares',
    '/shares/new',
    `/shared-with-me/${id}`,
    '/admin/audit?type=grant.given&page=2',
    '/account',
    '/shares?q=a%20b',
    `/shares/${id}/access/${id}`,
    '/step-up/F7K2-9QXM?next=%3F',
    `/admin/reviews/rounds/${id}/report`,
  ])('keeps %j', (path) => expect(returnPath(path)).toBe(path))

  it.each(routes)('refuses %j, which is no page', (path) => expect(returnPath(path)).toBeNull())
})
