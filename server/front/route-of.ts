import { otherPages, pagesToComeBackTo } from '@/lib/paths'

/** What answers without being a page: routes of Next.js, and doors without it. A name in brackets stands for one segment, with dots before it for the rest. */
export const routes = [
  '/_next/[...path]',
  '/account/sign-out',
  '/admin/audit/download.csv',
  '/admin/policies/preview',
  '/admin/reviews/preview',
  '/admin/reviews/rounds/[roundId]/results.csv',
  '/admin/reviews/rounds/[roundId]/results.json',
  '/admin/sign-ins/download.csv',
  '/admin/terms/[documentId]/acceptances.csv',
  '/api/auth/[...nextauth]',
  '/api/files',
  '/api/files/[resourceId]',
  '/api/health',
  '/api/health/live',
  '/api/health/ready',
  '/api/metrics',
  '/api/search',
  '/api/spaces/[spaceId]/zip',
  '/api/uploads',
  '/api/uploads/[uploadId]',
  '/mailbox/[id]/letter',
  '/shared-with-me/[resourceId]/open',
  '/sign-in/here',
  '/terms/[textId]/pdf',
] as const

/** What belongs to no page and no route of ours: no more is told of it. */
const OTHER = 'other'

const all: readonly string[] = [...pagesToComeBackTo, ...otherPages, ...routes]
const known = new Set([...all, OTHER])
const plain = new Set(all.filter((route) => !route.includes('[')))
const patterns = all
  .filter((route) => route.includes('['))
  .map((route) => ({
    route,
    pattern: new RegExp(`^${route.replace(/\[\.{3}\w+\]/, '.+').replace(/\[\w+\]/g, '[^/]+')}$`),
  }))

/** The page or route that a request's target is for, out of a closed list and without what stands for its names: never an id, a token or a query. */
export function routeOf(target: string | undefined): string {
  const [path = ''] = (target ?? '').split('?', 1)
  if (plain.has(path)) return path
  return patterns.find(({ pattern }) => pattern.test(path))?.route ?? OTHER
}

/** Whether it is one of that list, word for word. */
export const isRoute = (text: string) => known.has(text)
