import { Clock, Sparkle } from 'lucide-react'
import { kinds } from '../ui/kinds'

const icons = {
  file: kinds.file.Icon,
  link: kinds.link.Icon,
  page: kinds.page.Icon,
  space: kinds.space.Icon,
  new: Sparkle,
  ending: Clock,
}

/** The icons of the rows, drawn once; a row refers to them. */
export function InboxSymbols() {
  return (
    <svg aria-hidden className="absolute size-0">
      {Object.entries(icons).map(([name, Icon]) => (
        <symbol key={name} id={`inbox-${name}`} viewBox="0 0 24 24">
          <Icon />
        </symbol>
      ))}
    </svg>
  )
}

export const InboxIcon = ({ name }: { name: keyof typeof icons }) => (
  <svg aria-hidden>
    <use href={`#inbox-${name}`} />
  </svg>
)
