import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { type CookieKind, cookieName } from '@/lib/identity/sessions/cookies'
import { findCaller } from '@/lib/identity/sessions/find-caller'
import type { Caller, Environment } from '@/lib/principal'
import { referring } from './referring'

/** Where this request comes from. The front server alone writes the network address. */
export async function currentEnvironment(): Promise<Environment> {
  const all = await headers()
  return {
    networkAddress: all.get('x-foyer-network-address') ?? 'unknown',
    userAgent: (all.get('user-agent') ?? '').slice(0, 400),
  }
}

/** The caller of this request: principal, session and environment, looked up once. */
export const currentCaller = cache((): Promise<Caller> =>
  referring(async () => {
    const jar = await cookies()
    const read = (kind: CookieKind) => jar.get(cookieName(kind))?.value ?? null
    return findCaller(await currentEnvironment(), read('session'), { mark: read('mark') })
  }),
)
