import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import * as pagePaths from './page-paths'
import { isPageToComeBackTo, isWayIn, otherPages, pagesToComeBackTo } from './paths'

const filesOf = (name: string) =>
  readdirSync('app', { recursive: true, encoding: 'utf8' }).filter(
    (file) => path.basename(file) === name && !file.startsWith('_'),
  )

/** `app/(member)/shares/[resourceId]/page.tsx` is `/shares/[resourceId]`. */
const addressOf = (file: string) =>
  `/${path.posix
    .dirname(file)
    .split('/')
    .filter((part) => part !== '.' && !/^\(.*\)$/.test(part))
    .join('/')}`

const id = '018f4e2a-0a0b-7c0d-8e0f-0123456789ab'
const filled = (address: string) =>
  address
    .replaceAll('[reference]', 'F7K2-9QXM')
    .replaceAll('[number]', '12')
    .replace(/\[[.\w]+\]/g, id)

describe('the list of pages', () => {
  it('is what stands in app, each page once', () => {
    expect([...pagesToComeBackTo, ...otherPages].sort()).toEqual(filesOf('page.tsx').map(addressOf).sort())
  })

  it('knows each page to come back to by its path', () => {
    expect(pagesToComeBackTo.filter((page) => !isPageToComeBackTo(filled(page)))).toEqual([])
    expect(otherPages.filter((page) => isPageToComeBackTo(filled(page)))).toEqual([])
  })

  it('takes the page of a version by its number in one form', () => {
    const page = (number: string) => isPageToComeBackTo(`/shares/${id}/versions/${number}`)
    expect(['1', '20', '999999999'].filter((number) => !page(number))).toEqual([])
    expect(['0', '02', '1e3', '0x10', ' 2', '1x', '2147483648'].filter(page)).toEqual([])
  })

  it('has each path that is built from an id or a token, with these in the place of names', () => {
    const known = [...pagesToComeBackTo, ...otherPages].map((page) => page.replace(/\[\w+\]/g, '[]'))
    const built = Object.values(pagePaths).map((path: (...names: string[]) => string) => path('[]', '[]'))
    expect(built.length).toBeGreaterThan(10)
    expect(built.filter((path) => !known.includes(path))).toEqual([])
  })

  it('knows the pages that sign their visitors in, and no other address', () => {
    const token = 'a'.repeat(43)
    const ways = otherPages.filter((page) => isWayIn(page.replace('[token]', token)))
    expect(ways).toEqual(['/invitations/[token]', '/links/[token]'])
    for (const path of [
      `//links/${token}`,
      `/links/${token}/..`,
      `/links/${token}?next=/`,
      `/links/${token}x`,
      `/links/${token}\n`,
      '/links/',
      `/sign-in/links/${token}`,
    ])
      expect(isWayIn(path), path).toBe(false)
  })

  it('takes no route for a page', () => {
    const routes = filesOf('route.ts').map(addressOf)
    expect(routes.length).toBeGreaterThan(8)
    expect(routes.filter((route) => isPageToComeBackTo(filled(route)))).toEqual([])
  })
})
