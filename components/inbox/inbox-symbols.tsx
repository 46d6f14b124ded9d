import { Clock, File, FileText, Link2, Sparkle } from 'lucide-react'

const icons = { file: File, link: Link2, page: FileText, new: Sparkle, ending: Clock }

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

export const InboxIcon = ({ name, className }: { name: keyof typeof icons; className: string }) => (
  <svg aria-hidden className={className}>
    <use href={`#inbox-${name}`} />
  </svg>
)
