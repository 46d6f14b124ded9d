import { Link } from '../ui/link'
import type { StepView } from '@/lib/identity/step-up/get-step'

type Way = StepView['ways'][number]

type Props = {
  ways: readonly Way[]
  /** Where the same step asks for another control. */ hrefOf: (control: string) => string
}

/** What would do as well, the easiest first. */
export function OtherWays({ ways, hrefOf }: Props) {
  if (ways.length === 0) return null
  return (
    <nav aria-labelledby="other-ways" className="mt-8 border-t border-line pt-4">
      <h2 id="other-ways" className="text-small font-semibold">
        {ways.length === 1 ? 'This will do as well' : 'Any one of these will do as well'}
      </h2>
      <ul className="mt-1 flex flex-col">
        {ways.map((way) => (
          <li key={way.control}>
            <Link href={hrefOf(way.control)} className="inline-flex min-h-11 items-center underline underline-offset-4">
              {inWords(way)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function inWords({ control, name }: Way) {
  if (control.startsWith('terms:')) return name ? `Accept “${name}”` : 'Accept terms of use'
  return words[control] ?? 'Something else'
}

const words: Partial<Record<string, string>> = {
  purpose: 'Say why you need this',
  code: 'Confirm your address with a new code',
  'multi-factor': 'Use a second factor',
  passkey: 'Use a passkey',
}
