import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { builtActions } from '../../server/forms/built-actions'

/** `app/(member)/shares/[resourceId]/page.tsx` is `/shares/[resourceId]`. */
const addressOf = (file: string) =>
  `/${path.posix
    .dirname(file)
    .split('/')
    .filter((part) => part !== '.' && !/^\(.*\)$/.test(part))
    .join('/')}`

const filesOf = (name: string) =>
  readdirSync('app', { recursive: true, encoding: 'utf8' }).filter(
    (file) => path.basename(file) === name && !file.startsWith('_'),
  )

/** Every page there is. */
export const pages = () => filesOf('page.tsx').map(addressOf).sort()

/** Every method of every route there is, as `POST /account/sign-out`. */
export const routes = () =>
  filesOf('route.ts')
    .flatMap((file) =>
      methodsIn(readFileSync(path.join('app', file), 'utf8')).map((method) => `${method} ${addressOf(file)}`),
    )
    .sort()

const methodsIn = (source: string) =>
  [...source.matchAll(/^export (?:(?:async )?function|const) ([A-Z]+)\b|\bas ([A-Z]+)\b/gm)].map(
    ([, plain, renamed]) => plain ?? renamed!,
  )

/** Every way in that does without Next.js, by the name of what recognizes it: the doors, and what is answered before anybody asks who it is. */
export const doors = () =>
  ['server/front/serving.ts', 'server/front/front.ts']
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/matches: (\w+)|\b(isFor[A-Z]\w*)\(request\)/g)].map(
        ([, door, first]) => door ?? first!,
      ),
    )
    .sort()

/** Every server action that the build made: `app/account/actions.ts rename` and what the build calls it. */
export const actions = () => builtActions()

/** The page beside an action, where its form stands. */
export const pageOf = (action: string) => addressOf(path.posix.relative('app', action.split(' ')[0]!))
