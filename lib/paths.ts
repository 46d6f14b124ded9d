import { ID, LINK_TOKEN, VERSION_NUMBER } from './ids'

/** Pages that somebody who signs in, or proves more, is led back to. A name in brackets stands for one segment. */
export const pagesToComeBackTo = [
  '/',
  '/account',
  '/account/recovery-codes',
  '/admin',
  '/admin/audit',
  '/admin/labels',
  '/admin/locations',
  '/admin/locations/[locationId]',
  '/admin/locations/new',
  '/admin/people',
  '/admin/people/[id]',
  '/admin/people/add',
  '/admin/people/members',
  '/admin/policies',
  '/admin/policies/[policyId]',
  '/admin/policies/new',
  '/admin/policies/what-if',
  '/admin/reviews',
  '/admin/reviews/[reviewId]',
  '/admin/reviews/[reviewId]/edit',
  '/admin/reviews/new',
  '/admin/reviews/rounds/[roundId]',
  '/admin/reviews/rounds/[roundId]/report',
  '/admin/settings',
  '/admin/sign-ins',
  '/admin/terms',
  '/admin/terms/[documentId]',
  '/admin/terms/[documentId]/edit',
  '/admin/terms/[documentId]/new-version',
  '/admin/terms/new',
  '/guests',
  '/guests/[principalId]',
  '/refused/[reference]',
  '/reviews',
  '/reviews/[roundId]',
  '/shared-with-me',
  '/shared-with-me/[resourceId]',
  '/shares',
  '/shares/[resourceId]',
  '/shares/[resourceId]/access/[principalId]',
  '/shares/[resourceId]/edit',
  '/shares/[resourceId]/versions/[number]',
  '/shares/new',
  '/shares/trash',
  '/spaces',
  '/spaces/[spaceId]',
  '/spaces/[spaceId]/folders/[folderId]',
  '/spaces/[spaceId]/move',
  '/spaces/[spaceId]/new',
  '/spaces/[spaceId]/settings',
  '/spaces/[spaceId]/trash',
  '/spaces/new',
  '/step-up/[reference]',
  '/terms/[textId]',
  '/vouching/[resetId]',
] as const

/** Pages with a way in of their own, and pages that only say how something ended. */
export const otherPages = [
  '/declined',
  '/invitations/[token]',
  '/let-in',
  '/let-in/[token]',
  '/links/[token]',
  '/mailbox',
  '/mailbox/[id]',
  '/resets/[token]',
  '/setup/[token]',
  '/sign-in',
  '/sign-in/passcode',
] as const

const mailed = otherPages.filter((page) => page.endsWith('/[token]')).map((page) => page.slice(0, -'[token]'.length))

/** Whether a target is a page whose path is a secret that was mailed or printed. */
export const isSecretPath = (target: string) => mailed.some((start) => target.startsWith(start))

/** Of these, those that ask for a code by themselves, and know whose or what for: whoever is to sign in there stays there. */
const waysIn = new RegExp(`^/(?:invitations|links)/${LINK_TOKEN}$`)

/** Whether a path is a page that signs its visitor in by itself. */
export const isWayIn = (path: string) => waysIn.test(path)

/** What a refusal is quoted by is no id; every other name in brackets is one. Nothing else, so that no route fits a page's place. */
const segments: Record<string, string> = { reference: '[A-Za-z0-9-]{1,40}', number: VERSION_NUMBER }
const segmentOf = (name: string) => segments[name] ?? ID

const patterns = pagesToComeBackTo.map(
  (page) => new RegExp(`^${page.replace(/\[(\w+)\]/g, (_, name: string) => segmentOf(name))}$`),
)

/** Whether a path, without its query, is a page to come back to. Routes never are: they do something, or lead on. */
export const isPageToComeBackTo = (pathname: string) => patterns.some((pattern) => pattern.test(pathname))
