import { LinkButton } from './link-button'

type Props = {
  /** Of the list as it is filtered, with what is given besides. */
  address: (more: Record<string, string>) => string
  older: string | null
  newer: string | null
  /** Not the first page. */
  turned: boolean
  /** The list begins with the oldest, and goes on to newer ones. */
  oldestFirst?: boolean
}

/** Pages by the entry they go on from: they stay where they are while new ones arrive. */
export function KeysetPages({ address, older, newer, turned, oldestFirst = false }: Props) {
  if (!older && !newer && !turned) return null
  const toOlder = { id: older, label: 'Older', on: 'before' }
  const toNewer = { id: newer, label: 'Newer', on: 'after' }
  const [back, next] = oldestFirst ? [toOlder, toNewer] : [toNewer, toOlder]
  return (
    <nav aria-label="Pages" className="flex flex-wrap justify-between gap-3">
      <div className="flex gap-2">
        {turned && <LinkButton href={address({})}>{oldestFirst ? 'Oldest' : 'Newest'}</LinkButton>}
        {back.id && (
          <LinkButton href={address({ [back.on]: back.id })} rel="prev">
            {back.label}
          </LinkButton>
        )}
      </div>
      {next.id && (
        <LinkButton href={address({ [next.on]: next.id })} rel="next">
          {next.label}
        </LinkButton>
      )}
    </nav>
  )
}
