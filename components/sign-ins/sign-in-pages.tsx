import { LinkButton } from '../ui/link-button'
import { signInsAddress } from './address'

type Props = { filters: Record<string, string>; older: string | null; newer: string | null; /** Not the first page. */ turned: boolean }

/** Pages by the entry they go on from: they stay where they are while new ones arrive. */
export function SignInPages({ filters, older, newer, turned }: Props) {
  if (!older && !newer && !turned) return null
  const address = (more: Record<string, string>) => signInsAddress({ ...filters, ...more })
  return (
    <nav aria-label="Pages" className="flex flex-wrap justify-between gap-3">
      <div className="flex gap-2">
        {turned && <LinkButton href={address({})}>Newest</LinkButton>}
        {newer && <LinkButton href={address({ after: newer })} rel="prev">Newer</LinkButton>}
      </div>
      {older && <LinkButton href={address({ before: older })} rel="next">Older</LinkButton>}
    </nav>
  )
}
