import { ArrowRight } from 'lucide-react'
import { Link } from './link'

type Props = {
  templates: readonly { key: string; title: string; words: string }[]
  /** Of the form that begins with the one of this key. */ href: (key: string) => string
  chosen?: string | null
}

/** What a form can begin with. */
export const TemplateCards = ({ templates, href, chosen }: Props) => (
  <ul className={templates.length > 3 ? 'grid gap-3 sm:grid-cols-2 xl:grid-cols-4' : 'grid gap-3 sm:grid-cols-3'}>
    {templates.map(({ key, title, words }) => (
      <li key={key} className="flex">
        <Link
          href={href(key)}
          aria-current={key === chosen ? 'true' : undefined}
          className="flex grow flex-col gap-1 rounded border border-control bg-surface p-4 hover:border-ink aria-[current]:border-accent aria-[current]:bg-accent-tint"
        >
          <span className="flex items-center justify-between gap-2 font-medium">
            {title}
            <ArrowRight aria-hidden className="size-4 shrink-0 text-muted" />
          </span>
          <span className="text-small text-muted">{words}</span>
        </Link>
      </li>
    ))}
  </ul>
)
