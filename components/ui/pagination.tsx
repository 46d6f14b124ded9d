import { LinkButton } from './link-button'

type Props = {
  page: number
  pages: number
  total: number
  href: (page: number) => string
  noun?: [one: string, many: string]
}

const count = new Intl.NumberFormat('en')

export function Pagination({ page, pages, total, href, noun = ['entry', 'entries'] }: Props) {
  const sum = `${count.format(total)} ${total === 1 ? noun[0] : noun[1]}`
  if (pages <= 1) return <p className="text-small text-muted">{sum}</p>
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3">
      <p className="text-small text-muted">
        Page {count.format(page)} of {count.format(pages)}, {sum}
      </p>
      <div className="flex gap-2">
        {page > 1 && (
          <LinkButton href={href(page - 1)} rel="prev">
            Previous
          </LinkButton>
        )}
        {page < pages && (
          <LinkButton href={href(page + 1)} rel="next">
            Next
          </LinkButton>
        )}
      </div>
    </nav>
  )
}
