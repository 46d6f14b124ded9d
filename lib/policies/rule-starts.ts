import { PolicySettings, RuleStarts } from '../policy'

type Version = { state: 'on' | 'off' | 'report_only'; settings: unknown }

/** The rules of a policy that rest on what was kept of sessions, and which of them a version of it has. */
const rules = {
  idle: ({ session }: PolicySettings) => session.idleMinutes !== null,
  code: ({ controls }: PolicySettings) => controls.codeHours !== null,
  browser: ({ when }: PolicySettings) => when.browser !== 'any',
} satisfies Record<keyof RuleStarts, (settings: PolicySettings) => boolean>

/**
 * When each rule of a policy that is being saved began to count, as JSON: now, where the policy was not in this state
 * before or had no such rule; as before, where it had.
 */
export function ruleStarts(before: (Version & { since: unknown }) | null, saved: Version, at: Date) {
  const kept = RuleStarts.parse(before?.since)
  const start = (rule: keyof RuleStarts) => {
    if (saved.state === 'off' || !has(saved, rule)) return null
    const went = before?.state === saved.state && has(before, rule)
    return (went ? kept[rule] : at)?.toISOString() ?? null
  }
  return { idle: start('idle'), code: start('code'), browser: start('browser') }
}

function has({ settings }: Version, rule: keyof RuleStarts) {
  const read = PolicySettings.safeParse(settings)
  return read.success && rules[rule](read.data)
}
