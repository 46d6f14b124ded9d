import type { ReactNode } from 'react'

/** A page for when there is no page: it stands alone, without a shell. */
export function DoorPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main id="content" className="mx-auto flex min-h-dvh w-full max-w-guest flex-col justify-center gap-4 px-4 py-16">
      <h1 className="font-serif text-display">{title}</h1>
      <div className="flex max-w-prose flex-col gap-4 text-muted">{children}</div>
    </main>
  )
}
