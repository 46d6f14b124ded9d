import { LinkButton } from './link-button'

type Props = {
  /** Of the list as it is filtered, with what is given besides. */
  address: (more: Record<string, string>) => string
  older: string | null
  newer: string | null
  /** Not the first page. */
  turned: boolean
}

/** Pages by the entry they go on from: they stay where they are while new ones arrive. */
export function KeysetPages({ address, older, newer, turned }: Props) {
  if (!older && !newer && !turned) return null
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
