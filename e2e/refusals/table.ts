import type { Asked } from '../fixtures/http'
import type { Kind, Scene } from './scene'

// What each kind of person meets at each entrance. Outside are strangers and whoever is a stranger again: session
// run out or ended, blocked. A number is a status; "reads" means that the answer holds what is shared with some
// alone; "door" leads to sign-in and back; "denied" and "gone" are how a form says no; "done" and "to" are a yes.

export type Cells = Record<Kind, string>

type Row = [
  outside: string,
  lapsed: string,
  guestB: string,
  guestA: string,
  member: string,
  sharer: string,
  administrator: string,
]

const cells = (...[outside, lapsed, guestB, guestA, member, sharer, administrator]: Row): Cells => ({
  stranger: outside,
  'session expired': outside,
  'session ended': outside,
  blocked: outside,
  'access lapsed': lapsed,
  'guest B': guestB,
  'guest A': guestA,
  member,
  sharer,
  administrator,
})

const everyone = (word: string) => cells(word, word, word, word, word, word, word)
const everyoneSignedIn = (word: string, outside = 'door') => cells(outside, word, word, word, word, word, word)
const members = (word: string, no = '404') => cells('door', no, no, no, word, word, word)
const administrators = (word: string, no = '404') => cells('door', no, no, no, no, no, word)
const home = (outside: string) =>
  cells(
    outside,
    'to /shared-with-me',
    'to /shared-with-me',
    'to /shared-with-me',
    'to /shares',
    'to /shares',
    'to /shares',
  )

const resource = '/shared-with-me/<link>'

export const pageTable: Record<string, Cells> = {
  '/': home('to /sign-in'),
  // What guest A accepted is named, and read by its name.
  '/account': { ...everyoneSignedIn('200'), 'guest A': '200 and reads' },
  '/admin': everyone('to /admin/people'),
  '/admin/audit': administrators('200'),
  '/admin/people': administrators('200'),
  '/admin/people/[id]': administrators('200'),
  '/admin/people/add': administrators('200'),
  // Names the spaces that nobody but one member manages.
  '/admin/people/members': administrators('200 and reads'),
  '/admin/reviews': administrators('200'),
  '/admin/reviews/[reviewId]': administrators('200'),
  '/admin/reviews/[reviewId]/edit': administrators('200'),
  '/admin/reviews/new': administrators('200'),
  '/admin/reviews/rounds/[roundId]': administrators('200 and reads'),
  '/admin/reviews/rounds/[roundId]/report': administrators('200 and reads'),
  '/admin/settings': administrators('200'),
  '/account/recovery-codes': everyoneSignedIn('200'),
  '/admin/labels': administrators('200'),
  '/admin/locations': administrators('200'),
  '/admin/locations/[locationId]': administrators('200'),
  '/admin/locations/new': administrators('200'),
  '/admin/policies': administrators('200'),
  '/admin/policies/[policyId]': administrators('200 and reads'),
  '/admin/policies/new': administrators('200 and reads'),
  '/admin/policies/what-if': administrators('200'),
  '/admin/sign-ins': administrators('200'),
  '/admin/terms': administrators('200 and reads'),
  '/admin/terms/[documentId]': administrators('200 and reads'),
  '/admin/terms/[documentId]/edit': administrators('200 and reads'),
  '/admin/terms/[documentId]/new-version': administrators('200 and reads'),
  '/admin/terms/new': administrators('200'),
  '/declined': everyone('200'),
  // Whoever holds the mailed link is told what it is about; whoever is signed in as somebody else is not, but for those who share or govern it.
  '/invitations/[token]': cells(
    '200 and reads',
    '200',
    '200',
    `to ${resource}`,
    '200',
    '200 and reads',
    '200 and reads',
  ),
  // Whoever holds the link in a code mail, whoever they are; and only the browser that it let in has anything to see after.
  '/let-in': everyone('404'),
  '/let-in/[token]': everyone('200'),
  '/links/[token]': cells('200', '200', '200', `to ${resource}`, '200', `to ${resource}`, '200'),
  '/mailbox': everyone('404'),
  '/mailbox/[id]': everyone('404'),
  '/reviews': everyoneSignedIn('200'),
  '/reviews/[roundId]': cells('door', '404', '404', '404', '404', '200 and reads', '404'),
  '/setup/[token]': everyone('404'),
  '/shared-with-me': cells('door', '200', '200', '200 and reads', '200', '200', '200'),
  '/shared-with-me/[resourceId]': cells('door', '404', '404', '200 and reads', '404', '200 and reads', '404'),
  '/guests': members('200'),
  '/guests/[principalId]': cells('door', '404', '404', '404', '404', '200 and reads', '404'),
  '/shares': cells('door', '404', '404', '404', '200', '200 and reads', '200'),
  '/shares/[resourceId]': cells('door', '404', '404', '404', '404', '200 and reads', '200 and reads'),
  '/shares/[resourceId]/access/[principalId]': cells(
    'door',
    '404',
    '404',
    '404',
    '404',
    '200 and reads',
    '200 and reads',
  ),
  '/shares/[resourceId]/edit': cells('door', '404', '404', '404', '404', '200 and reads', '404'),
  '/shares/[resourceId]/versions/[number]': cells('door', '404', '404', '404', '404', '200 and reads', '404'),
  '/shares/new': members('200'),
  '/shares/trash': cells('door', '404', '404', '404', '200', '200 and reads', '200'),
  '/spaces': cells('door', '404', '404', '404', '200', '200 and reads', '200'),
  '/spaces/[spaceId]': cells('door', '404', '404', '200 and reads', '404', '200 and reads', '404'),
  '/spaces/[spaceId]/folders/[folderId]': cells('door', '404', '404', '200 and reads', '404', '200 and reads', '404'),
  // Guest A contributes to it.
  '/spaces/[spaceId]/move': cells('door', '404', '404', '200 and reads', '404', '200 and reads', '404'),
  '/spaces/[spaceId]/new': cells('door', '404', '404', '200 and reads', '404', '200 and reads', '404'),
  '/spaces/[spaceId]/settings': cells('door', '404', '404', '404', '404', '200 and reads', '404'),
  '/spaces/[spaceId]/trash': cells('door', '404', '404', '404', '404', '200 and reads', '200 and reads'),
  '/spaces/new': members('200'),
  // Whoever holds the mailed link is told no more than that it is about a masked address.
  '/resets/[token]': everyone('200'),
  '/vouching/[resetId]': cells('door', '404', '404', '404', '404', '200', '404'),
  '/refused/[reference]': cells('door', '404', '404', '403', '404', '404', '404'),
  '/sign-in': home('200'),
  // Without a single cookie the browser may refuse them.
  '/sign-in/passcode': { ...everyone('to /sign-in'), stranger: 'to /sign-in?cookies=none' },
  '/step-up/[reference]': cells('door', '404', '404', '200', '404', '404', '404'),
  // Guest A accepted it.
  '/terms/[textId]': cells('door', '404', '404', '200 and reads', '404', '404', '200 and reads'),
}

const opened = 'to https://intranet.example/Zephyr'

const round = '/admin/reviews/rounds/[roundId]'

/** `[...nextauth]` stands for the session there, and auth-routes for all else. */
export const routeTable: Record<string, Cells> = {
  'GET /api/auth/[...nextauth]': everyone('200'),
  ...Object.fromEntries(
    ['DELETE', 'HEAD', 'PATCH', 'POST', 'PUT'].map((method) => [`${method} /api/auth/[...nextauth]`, everyone('404')]),
  ),
  'OPTIONS /api/auth/[...nextauth]': everyone('405'),
  'GET /api/search': cells('401', '200', '200', '200 and reads', '200', '200 and reads', '200 and reads'),
  'GET /shared-with-me/[resourceId]/open': cells(
    `to ${resource}`,
    `to ${resource}`,
    `to ${resource}`,
    opened,
    `to ${resource}`,
    opened,
    `to ${resource}`,
  ),
  'HEAD /shared-with-me/[resourceId]/open': everyone('204'),
  'POST /account/sign-out': everyone('to /sign-in'),
  'POST /sign-in/here': everyone('200'),
  ...Object.fromEntries(
    ['csv', 'json'].flatMap((ending) => [
      [`GET ${round}/results.${ending}`, administrators('200 and reads')],
      [`HEAD ${round}/results.${ending}`, everyone('204')],
    ]),
  ),
  'GET /admin/terms/[documentId]/acceptances.csv': administrators('200 and reads'),
  'HEAD /admin/terms/[documentId]/acceptances.csv': everyone('204'),
  'GET /admin/audit/download.csv': administrators('200'),
  'HEAD /admin/audit/download.csv': everyone('204'),
  'GET /admin/sign-ins/download.csv': administrators('200'),
  'HEAD /admin/sign-ins/download.csv': everyone('204'),
  'POST /admin/policies/preview': cells('denied', 'denied', 'denied', 'denied', 'denied', 'denied', '200'),
  'POST /admin/reviews/preview': cells('denied', 'denied', 'denied', 'denied', 'denied', 'denied', '200'),
}

type Door = { asked: (scene: Scene, origin: string) => Asked & { path: string }; cells: Cells }

export const doorTable: Record<string, Door> = {
  isForBytes: {
    asked: ({ file }) => ({ path: `/api/files/${file}?download=1` }),
    cells: cells('401', '404', '404', '200 and reads', '404', '200 and reads', '404'),
  },
  isForHealth: { asked: () => ({ path: '/api/health' }), cells: everyone('200') },
  // Nobody was given a token: there is no such page.
  isForMetrics: {
    asked: () => ({ path: '/api/metrics', headers: { authorization: 'Bearer 0123456789abcdef' } }),
    cells: everyone('404'),
  },
  isForLocalMail: {
    asked: () => ({ path: '/mailbox/018f0000-0000-7000-8000-000000000000/letter' }),
    cells: everyone('404'),
  },
  isForTerms: {
    asked: ({ terms }) => ({ path: `/terms/${terms.textId}/pdf` }),
    cells: cells('401', '404', '404', '200 and reads', '404', '404', '200 and reads'),
  },
  isForZip: {
    asked: ({ space }) => ({ path: `/api/spaces/${space}/zip` }),
    cells: cells('401', '404', '404', '200 and reads', '404', '200 and reads', '404'),
  },
  isUpload: {
    asked: (_, origin) => ({
      method: 'PUT',
      path: '/api/files',
      headers: { origin, 'x-foyer-file-name': 'a.txt' },
      body: 'a',
    }),
    cells: cells('401', '403', '403', '403', '201', '201', '201'),
  },
  isPiece: {
    asked: (_, origin) => ({
      method: 'POST',
      path: '/api/uploads',
      headers: { origin, 'tus-resumable': '1.0.0', 'upload-length': '1', 'upload-metadata': 'filename YQ==' },
    }),
    cells: cells('401', '403', '403', '403', 'to /api/uploads/<new>', 'to /api/uploads/<new>', 'to /api/uploads/<new>'),
  },
}

/** What each path of `foreignDoors` is sent, and the status of its answer, the same whoever is signed in. */
export const foreignTable: Record<string, { asked: (scene: Scene) => Omit<Asked, 'cookies'>; status: number }> = {}

type Form = {
  fields: (scene: Scene) => Record<string, string>
  /** It is not handed the form's last state. */ stateless?: boolean
  /** Where its form stands, if not on the page beside it. */ page?: string
  cells: Cells
}

const form = (fields: Form['fields'], of: Cells): Form => ({ fields, cells: of })
const administrator = (fields: Form['fields'], word = 'done') => form(fields, administrators(word, 'denied'))
const governed = (fields: Form['fields'], sharer = 'done', governor = 'done') =>
  form(fields, cells('door', 'gone', 'gone', 'gone', 'gone', sharer, governor))
const holder = (fields: Form['fields'], word: string) =>
  form(fields, cells('door', 'gone', 'gone', word, 'gone', 'gone', 'gone'))
const on = (page: string, made: Form): Form => ({ ...made, page })
const reviewer = (fields: Form['fields'], word = 'done') =>
  form(fields, cells('door', 'gone', 'gone', 'gone', 'gone', word, 'gone'))
const invitation = ({ invited: { token } }: Scene) => ({ token, acceptPrivacy: 'true' })
const shareLink = ({ invitedLink: { token } }: Scene) => ({
  token,
  acceptPrivacy: 'true',
  address: 'sam@northwind.example',
})
/** Megan revoked it: hers to undo, not an administrator's. */
const ended = 'Somebody else ended the access of nicole@contoso.example. It can only be given anew: by an invitation.'
const folders = 'app/(guest)/spaces/[spaceId]/folders/actions.ts'
const inFolder = (...made: Parameters<typeof form>) => on('/spaces/[spaceId]/folders/[folderId]', form(...made))
const contributors = (answer: string) => cells('door', 'gone', 'gone', answer, 'gone', answer, 'gone')
/** Guest A added it. */
const ofGuest = 'A guest added this, so it stays in the space. You can delete it there.'
const terms = { role: 'view', ends: '90', endsOn: '' }

const people = 'app/(admin)/admin/people/actions.ts'
const inbox = 'app/(guest)/shared-with-me/actions.ts'
const share = 'app/(member)/shares/[resourceId]/actions.ts'
const trash = 'app/(member)/shares/trash/actions.ts'
const spaceSettings = 'app/(member)/spaces/[spaceId]/settings/actions.ts'
const invitations = 'app/(public)/invitations/[token]/actions.ts'
const links = 'app/(public)/links/[token]/actions.ts'
const signIn = 'app/(public)/sign-in/actions.ts'
const account = 'app/account/actions.ts'
const policies = 'app/(admin)/admin/policies/actions.ts'
const factors = 'app/account/factor-actions.ts'
const policy = { name: 'Taken over', state: 'off', who: 'guests', resources: 'all', block: 'on' }
const termsOfUse = 'app/(admin)/admin/terms/actions.ts'
const stepUp = 'app/step-up/[reference]/actions.ts'
const reviews = 'app/(admin)/admin/reviews/actions.ts'
const answering = 'app/reviews/[roundId]/actions.ts'
const text = { language1: 'en', title1: 'Terms', format1: 'markdown', markdown1: 'Be kind' }
const wanted = { name: 'Taken over', reviewers1: 'sharers', days1: '7', lookBackDays: '30', frequency: 'quarterly' }

export const actionTable: Record<string, Form> = {
  [`${people} add`]: administrator(() => ({ address: 'new@woodgrove.example', name: '' }), 'to /admin/people/<new>'),
  [`${people} block`]: administrator(({ ids }) => ({ principalId: ids.nicole })),
  [`${people} demote`]: administrator(({ ids }) => ({ principalId: ids.priya })),
  [`${people} disable`]: administrator(({ ids }) => ({ principalId: ids.lee })),
  [`${people} enable`]: administrator(({ ids }) => ({ principalId: ids.disabled })),
  [`${people} endSessions`]: administrator(({ ids }) => ({ principalId: ids.megan })),
  [`${people} promote`]: administrator(({ ids }) => ({ principalId: ids.lee })),
  [`${people} remove`]: administrator(({ ids }) => ({ principalId: ids.nicole }), 'to /admin/people'),
  [`${people} restore`]: governed(({ revoked }) => ({ grantId: revoked }), 'done', ended),
  [`${people} revoke`]: governed(({ held }) => ({ grantId: held })),
  [`${people} unblock`]: administrator(({ ids }) => ({ principalId: ids.blocked })),
  'app/(admin)/admin/settings/actions.ts change': administrator(({ settingsRevision }) => ({
    name: 'Taken over',
    timeZone: 'Europe/Vienna',
    memberDomains: '',
    privacyStatement: 'Ours.',
    revision: settingsRevision,
  })),

  [`${reviews} apply`]: on(
    round,
    administrator(({ endedRoundId }) => ({ roundId: endedRoundId })),
  ),
  [`${reviews} change`]: on(
    '/admin/reviews/[reviewId]/edit',
    administrator(
      ({ reviewId, revision }) => ({ reviewId, revision: String(revision), ...wanted }),
      'to /admin/reviews/<new>',
    ),
  ),
  [`${reviews} end`]: on(
    '/admin/reviews/[reviewId]',
    administrator(({ reviewId }) => ({ reviewId })),
  ),
  [`${reviews} extend`]: on(
    round,
    administrator(({ roundId, roundEndsAt }) => ({ roundId, endsAt: roundEndsAt, days: '1' })),
  ),
  [`${reviews} reassign`]: on(
    round,
    administrator(({ roundId, ids }) => ({
      roundId,
      fromId: ids.megan,
      to: 'lee@woodgrove.example',
      reason: 'Mine now',
    })),
  ),
  [`${reviews} remind`]: on(
    round,
    administrator(({ roundId }) => ({ roundId })),
  ),
  [`${reviews} reset`]: on(
    round,
    administrator(({ roundId }) => ({ roundId, confirm: 'on' })),
  ),
  [`${reviews} start`]: on(
    '/admin/reviews/new',
    administrator(() => wanted, 'to /admin/reviews/<new>'),
  ),
  [`${reviews} stop`]: on(
    round,
    administrator(({ roundId }) => ({ roundId })),
  ),
  [`${answering} answer`]: reviewer(({ roundId, itemId }) => ({
    roundId,
    ids: String(itemId),
    answer: 'approve',
    reason: '',
  })),
  [`${answering} handOn`]: reviewer(
    ({ roundId }) => ({ roundId, ids: '', toAddress: 'lee@woodgrove.example', reason: 'On leave' }),
    'to /reviews',
  ),
  [`${answering} match`]: reviewer(({ roundId }) => ({ roundId })),
  [`${answering} press`]: reviewer(({ roundId, itemId }) => ({ roundId, press: `deny:${itemId}` })),
  [`${answering} preview`]: reviewer(({ roundId }) => ({ roundId })),
  [`${answering} take`]: reviewer(({ roundId }) => ({ roundId })),

  [`${policies} create`]: on(
    '/admin/policies/new',
    administrator(() => policy, 'to /admin/policies'),
  ),
  [`${policies} change`]: on(
    '/admin/policies/[policyId]',
    administrator(({ governed }) => ({ policyId: governed.policyId, revision: '1', ...policy }), 'to /admin/policies'),
  ),
  [`${policies} remove`]: on(
    '/admin/policies/[policyId]',
    administrator(({ governed }) => ({ policyId: governed.policyId }), 'to /admin/policies'),
  ),
  'app/(admin)/admin/locations/actions.ts save': on(
    '/admin/locations/new',
    administrator(() => ({ name: 'Theirs', kind: 'network', ranges: '198.51.100.0/24' }), 'to /admin/locations'),
  ),
  'app/(admin)/admin/locations/actions.ts remove': on(
    '/admin/locations/[locationId]',
    administrator(({ governed }) => ({ locationId: governed.locationId }), 'to /admin/locations'),
  ),
  'app/(admin)/admin/labels/actions.ts save': administrator(() => ({ name: 'Theirs', note: '' })),
  'app/(admin)/admin/labels/actions.ts move': administrator(({ governed }) => ({
    labelId: governed.labelId,
    place: '0',
    direction: 'up',
  })),
  'app/(admin)/admin/labels/actions.ts remove': administrator(({ governed }) => ({ labelId: governed.labelId })),
  [`${people} resetFactors`]: administrator(({ ids }) => ({
    principalId: ids.disabled,
    reason: 'Lost her phone',
    voucher: 'lee@woodgrove.example',
  })),
  [`${people} completeFactorReset`]: administrator(({ governed }) => ({ resetId: governed.dueResetId })),
  [`${people} withdrawFactorReset`]: administrator(({ governed }) => ({ resetId: governed.resetId })),
  'app/(member)/vouching/[resetId]/actions.ts answer': form(
    ({ governed }) => ({ resetId: governed.resetId, answer: 'vouch' }),
    cells('door', 'gone', 'gone', 'gone', 'gone', 'to /vouching/<new>', 'gone'),
  ),
  'app/(public)/resets/[token]/actions.ts stop': form(
    ({ governed }) => ({ token: governed.resetToken }),
    everyone('done'),
  ),
  'app/refused/[reference]/actions.ts ask': form(
    ({ governed }) => ({ reference: governed.refusal, message: '' }),
    cells('door', 'gone', 'gone', 'done', 'gone', 'gone', 'gone'),
  ),

  // One's own second factors: nobody has any in this scene.
  [`${factors} beginApp`]: form(() => ({}), everyoneSignedIn('done')),
  [`${factors} confirmApp`]: form(
    () => ({ code: '123456', name: '' }),
    everyoneSignedIn('This took too long. Set the app up once more.'),
  ),
  [`${factors} showApp`]: form(
    () => ({ code: '123456' }),
    everyoneSignedIn('That is not a code of your app, or it was used already. Wait for the next one.'),
  ),
  [`${factors} useRecoveryCode`]: form(
    () => ({ recoveryCode: 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA' }),
    everyoneSignedIn('That is not one of your recovery codes, or it was used already.'),
  ),
  [`${factors} beginPasskey`]: form(() => ({}), everyoneSignedIn('done')),
  [`${factors} addPasskey`]: form(
    () => ({ response: '{}', name: '' }),
    everyoneSignedIn('That took too long, or was answered already. Try again.'),
  ),
  [`${factors} askForPasskey`]: form(() => ({}), everyoneSignedIn('You have no passkey here yet.')),
  [`${factors} showPasskey`]: form(
    () => ({ response: '{}' }),
    everyoneSignedIn('That took too long, or was answered already. Try again.'),
  ),
  [`${factors} renewCodes`]: form(
    () => ({}),
    everyoneSignedIn('Recovery codes stand in for a lost app or passkey. Set one up first.'),
  ),
  [`${factors} renameMethod`]: form(
    ({ ids }) => ({ kind: 'app', id: ids.megan, name: 'Mine' }),
    everyoneSignedIn('gone'),
  ),
  [`${factors} removeMethod`]: form(({ ids }) => ({ kind: 'passkey', id: ids.megan }), everyoneSignedIn('gone')),
  [`${factors} askForStepCode`]: form(() => ({}), everyoneSignedIn('to /sign-in/passcode')),

  [`${termsOfUse} change`]: on(
    '/admin/terms/[documentId]/edit',
    administrator(
      ({ terms }) => ({
        documentId: terms.documentId,
        revision: terms.revision,
        name: 'Taken over',
        expiresAfterDays: '',
        reacceptOn: '',
      }),
      'to /admin/terms/<new>',
    ),
  ),
  [`${termsOfUse} create`]: on(
    '/admin/terms/new',
    administrator(
      () => ({ name: 'New terms', expiresAfterDays: '', reacceptOn: '', ...text }),
      'to /admin/terms/<new>',
    ),
  ),
  [`${termsOfUse} remove`]: on(
    '/admin/terms/[documentId]',
    administrator(({ terms }) => ({ documentId: terms.documentId }), 'to /admin/terms'),
  ),
  [`${termsOfUse} renew`]: on(
    '/admin/terms/[documentId]/new-version',
    administrator(
      ({ terms }) => ({ documentId: terms.documentId, revision: '1', changes: '', ...text }),
      'to /admin/terms/<new>',
    ),
  ),
  [`${termsOfUse} takeBack`]: on(
    '/admin/terms/[documentId]',
    administrator(
      ({ terms }) => ({ documentId: terms.documentId, number: '1' }),
      'There is no version before this one. Put a new one in force instead, or delete the document.',
    ),
  ),
  [`${stepUp} acceptTerms`]: holder(({ terms }) => terms.asked, 'done'),
  [`${stepUp} askForCode`]: form(() => ({ next: '/shares' }), everyoneSignedIn('to /sign-in/passcode')),
  [`${stepUp} declineTerms`]: holder(({ terms }) => terms.asked, 'to /declined'),
  [`${stepUp} purpose`]: form(() => ({ purpose: 'The audit' }), everyoneSignedIn('done')),

  [`${inbox} change`]: holder(({ held }) => ({ giveUp: held }), 'done'),
  [`${inbox} giveUp`]: holder(({ held }) => ({ grantId: held }), 'to /shared-with-me'),
  'app/(guest)/shared-with-me/[resourceId]/actions.ts ask': form(
    ({ file }) => ({ resourceId: file }),
    cells('door', 'gone', 'gone', 'There is nothing to ask for.', 'gone', 'denied', 'gone'),
  ),
  'app/(guest)/shared-with-me/[resourceId]/actions.ts accept': form(
    () => ({ acceptPrivacy: 'true' }),
    everyoneSignedIn('done'),
  ),

  [`${share} newVersion`]: governed(
    ({ file, waitingFile }) => ({ resourceId: file, fileId: waitingFile }),
    'done',
    'denied',
  ),
  [`${share} toVersion`]: governed(({ page }) => ({ resourceId: page, number: '1', newest: '2' }), 'done', 'denied'),
  [`${share} dropVersion`]: governed(({ page }) => ({ resourceId: page, number: '1' }), 'done', 'denied'),
  [`${share} add`]: governed(
    ({ link }) => ({ resourceId: link, addresses: 'eve@evil.example', message: '', ...terms }),
    'done',
    'denied',
  ),
  [`${share} edit`]: on(
    '/shares/[resourceId]/edit',
    governed(
      ({ link, linkRevision }) => ({
        resourceId: link,
        revision: linkRevision,
        title: 'Taken over',
        url: 'https://taken.example/over',
      }),
      'to /shares/<link>',
      'denied',
    ),
  ),
  [`${share} change`]: governed(({ held, heldRevision }) => ({ grantId: held, revision: heldRevision, role: 'view' })),
  [`${share} label`]: governed(({ link, governed: { labelId } }) => ({ resourceId: link, labelId })),
  [`${share} createLink`]: governed(
    ({ link }) => ({ resourceId: link, audience: 'anyone', ends: '90' }),
    'done',
    'denied',
  ),
  // Shares alone, and contributes to the space.
  [`${share} putIntoSpace`]: governed(({ link, space }) => ({ resourceId: link, spaceId: space }), 'done', 'denied'),
  [`${share} takeOut`]: governed(({ inSpace }) => ({ resourceId: inSpace }), ofGuest, 'denied'),
  [`${share} nameManager`]: governed(
    ({ space }) => ({ spaceId: space, address: 'priya@woodgrove.example' }),
    'denied',
    'Somebody manages this space by now.',
  ),
  [`${share} remove`]: governed(({ link }) => ({ resourceId: link }), 'to /shares', 'to /shares'),
  [`${share} resend`]: governed(({ waiting }) => ({ grantId: waiting }), 'done', 'denied'),
  [`${share} restore`]: governed(({ revoked }) => ({ grantId: revoked }), 'done', ended),
  [`${share} revoke`]: governed(({ held }) => ({ grantId: held })),
  [`${share} revokeLink`]: governed(({ openLink }) => ({ shareLinkId: openLink.id, people: 'go' })),
  'app/(member)/shares/new/actions.ts share': form(
    () => ({
      kind: 'link',
      title: 'Mine',
      note: '',
      url: 'https://intranet.example/mine',
      addresses: '',
      message: '',
      ...terms,
    }),
    members('to /shares/<new>', 'denied'),
  ),
  'app/(member)/spaces/new/actions.ts create': form(
    () => ({ name: 'Mine', purpose: '', addresses: '', message: '', ...terms }),
    members('to /spaces/<new>', 'denied'),
  ),
  [`${trash} restore`]: governed(({ trashed }) => ({ resourceId: trashed })),
  [`${trash} purge`]: governed(({ trashed }) => ({ resourceId: trashed })),
  [`${spaceSettings} endForGuests`]: governed(({ space }) => ({ spaceId: space, guestsUntil: '' }), 'done', 'denied'),
  [`${spaceSettings} meet`]: governed(({ space }) => ({ spaceId: space, guestsMeet: 'on' }), 'done', 'denied'),
  [`${spaceSettings} archive`]: governed(({ space }) => ({ spaceId: space }), 'done', 'denied'),
  [`${spaceSettings} reopen`]: governed(({ space }) => ({ spaceId: space }), 'done', 'denied'),
  // The file that it names is not theirs.
  'app/(guest)/spaces/[spaceId]/new/actions.ts addFile': form(
    ({ space }) => ({ spaceId: space, fileId: '018f0000-0000-7000-8000-000000000000', taken: 'both' }),
    cells(
      'door',
      'gone',
      'gone',
      'This file is no longer waiting to be shared. Choose it again.',
      'gone',
      'This file is no longer waiting to be shared. Choose it again.',
      'gone',
    ),
  ),
  'app/(guest)/spaces/[spaceId]/new/actions.ts add': form(
    ({ space }) => ({ spaceId: space, kind: 'page', title: 'Added', note: '', url: '', body: 'Added' }),
    cells('door', 'gone', 'gone', 'to /spaces/<space>', 'gone', 'to /spaces/<space>', 'gone'),
  ),
  [`${folders} create`]: inFolder(
    ({ space, folder }) => ({ spaceId: space, parentId: folder, name: 'Made' }),
    contributors('to /spaces/<space>/folders/<new>'),
  ),
  [`${folders} rename`]: inFolder(
    ({ space, folder }) => ({ spaceId: space, folderId: folder, name: 'Renamed' }),
    contributors('done'),
  ),
  [`${folders} move`]: inFolder(
    ({ space, folder, inSpace }) => ({ spaceId: space, thing: inSpace, into: folder, from: folder }),
    contributors('to /spaces/<space>/folders/<folder>?moved=<new>'),
  ),
  // Nothing was moved just before.
  [`${folders} undo`]: inFolder(
    ({ space, inSpace }) => ({ spaceId: space, moveId: inSpace, from: '' }),
    contributors('It is too late to undo this. Move it back by hand.'),
  ),
  [`${folders} remove`]: inFolder(
    ({ space, folder }) => ({ spaceId: space, folderId: folder }),
    contributors('to /spaces/<space>'),
  ),

  // These anybody may ask for; what comes of it is the mailbox's, the link's and the code's to decide.
  [`${invitations} ask`]: form(({ ranOut }) => ({ token: ranOut.token }), everyone('done')),
  [`${invitations} sendCode`]: form(invitation, everyone('to /sign-in/passcode')),
  [`${links} ask`]: form(shareLink, everyone('done')),
  [`${links} sendCode`]: form(shareLink, everyone('to /sign-in/passcode')),
  'app/(public)/let-in/[token]/actions.ts letIn': form(({ letIn }) => ({ token: letIn.token }), everyone('to /let-in')),
  [`${signIn} requestCode`]: form(() => ({ address: 'sam@northwind.example' }), everyone('to /sign-in/passcode')),
  // Whoever is signed in has no code to type, and is led on.
  [`${signIn} requestAnotherCode`]: form(
    () => ({}),
    home('This browser has asked for no code lately. Enter your address again.'),
  ),
  [`${signIn} verifyCode`]: form(
    () => ({ code: '1234 5678' }),
    home('This browser has no code to enter any longer. Ask for a new one.'),
  ),
  'app/(public)/setup/[token]/actions.ts requestSetUpCode': form(
    () => ({ token: 'x', organizationName: 'Taken over', name: 'Eve', address: 'eve@evil.example' }),
    everyoneSignedIn('gone'),
  ),
  'app/theme.ts setTheme': { ...form(() => ({ theme: 'dark' }), everyone('done')), stateless: true },

  // Whoever is to sign in does so by the invitation, or the link, itself.
  [`${invitations} accept`]: form(
    invitation,
    cells('to /invitations/<invitation>', 'denied', 'denied', `to ${resource}`, 'denied', 'denied', 'denied'),
  ),
  [`${invitations} switchAddress`]: form(invitation, everyone('to /invitations/<invitation>')),
  [`${links} redeem`]: form(
    shareLink,
    cells('to /links/<share link>', 'denied', 'denied', `to ${resource}`, 'denied', `to ${resource}`, 'denied'),
  ),
  [`${links} switchAddress`]: form(shareLink, everyone('to /links/<share link>')),
  [`${account} end`]: form(
    ({ elsewhere }) => ({ sessionId: elsewhere }),
    cells('door', 'gone', 'gone', 'gone', 'gone', 'done', 'gone'),
  ),
  [`${account} endOthers`]: form(() => ({}), everyoneSignedIn('done')),
  [`${account} rename`]: form(() => ({ name: 'New name' }), everyoneSignedIn('done')),
}
