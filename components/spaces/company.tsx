import type { Company as View } from '@/lib/sharing/spaces/list-company'
import { counted } from '@/lib/counted'
import { PersonName } from '../ui/person-name'
import { Section } from '../ui/section'

/** Who else is in a space, for those who don't manage it. */
export const Company = ({ company: { people, more } }: { company: View }) => (
  <Section title="Who is here">
    <ul className="flex flex-wrap gap-x-6 gap-y-2">
      {people.map((person) => (
        <li key={person.address} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <PersonName person={person} />
          {person.you && <span className="text-muted">(you)</span>}
          {person.role === 'manage' && <span className="text-small text-muted">manages it</span>}
        </li>
      ))}
    </ul>
    {more > 0 && <p className="mt-3 text-small text-muted">And {counted(more, 'person', 'people')} more.</p>}
  </Section>
)
