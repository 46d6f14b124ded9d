import { UserRound } from 'lucide-react'

export type Person = { name: string | null; address: string; kind: 'member' | 'guest' }

const domain = (address: string) => address.slice(address.lastIndexOf('@') + 1)

/** Everyone from outside carries their domain and the guest mark. */
export function PersonName({ person }: { person: Person }) {
  if (person.kind === 'member')
    return (
      <bdi title={person.address} className="wrap-anywhere">
        {person.name ?? person.address}
      </bdi>
    )
  return (
    <span title={person.address} className="inline-flex flex-wrap items-center gap-x-2">
      <span className="wrap-anywhere">
        {person.name ? (
          <>
            <bdi>{person.name}</bdi> · {domain(person.address)}
          </>
        ) : (
          <bdi>{person.address}</bdi>
        )}
      </span>
      <GuestMark />
    </span>
  )
}

export function GuestMark() {
  return (
    <span className="chip inline-flex items-center gap-1 rounded-full border border-line px-1.5 text-small text-muted">
      <UserRound className="size-3" />
      Guest
    </span>
  )
}
