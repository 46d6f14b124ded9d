import { Link } from '../ui/link'
import type { WhatIfView } from '@/lib/policies/what-if'

/** Several resources have the title: each by who shares it. */
export function WhatIfChoices({ choices, asked }: Pick<WhatIfView, 'choices' | 'asked'>) {
  return (
    <section aria-labelledby="choices">
      <h2 id="choices" className="text-lead font-semibold">
        Which of them?
      </h2>
      <ul className="mt-2 flex flex-col">
        {choices.map(({ id, title, sharer }) => (
          <li key={id}>
            <Link
              href={`?${new URLSearchParams({ ...asked, resource: id })}`}
              className="inline-flex min-h-11 items-center underline underline-offset-4"
            >
              <bdi>{title}</bdi>, shared by <bdi>{sharer}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
