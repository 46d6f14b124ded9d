import type { ReactNode } from 'react'

/** A page for when there is no page: it stands alone, without a shell. */
export function DoorPage({
  title,
  name,
  children,
}: {
  title: string
  /** Whose page it is, where no shell says so. */ name?: string
  children: ReactNode
}) {
  return (
    <main id="content" className="mx-auto flex min-h-dvh w-full max-w-guest flex-col justify-center gap-4 px-4 py-16">
      {name && <p className="font-serif text-title">{name}</p>}
      <h1 className="font-serif text-display">{title}</h1>
      <div className="flex max-w-prose flex-col gap-4 text-muted">{children}</div>
    </main>
  )
}
