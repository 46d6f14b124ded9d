import { z } from 'zod'
import { Act, Aside, Letter, List, Say } from './letter'
import { memberChange } from './member-changed'
import { template } from './template'
import { introduce, moment, oneLine, person, time } from '../../words/letters'

type Change = z.output<typeof memberChange>

const changes: Record<Exclude<Change, 'joined'>, (who: string) => string> = {
  promoted: (who) => `made ${who} an administrator`,
  demoted: (who) => `made ${who} a member without administration`,
  'became-member': (who) => `made ${who} a member, who was a guest`,
  disabled: (who) => `disabled ${who}`,
  enabled: (who) => `enabled ${who} again`,
}

/** Returns the change as a sentence. Leaves `by` out for a person who joined, since nobody made that change. */
const deedOf = (change: Change, by: string, who: string) =>
  change === 'joined' ? `${who} became a member, who was a guest` : `${by} ${changes[change](who)}`

const MOST_NAMED = 20

const hanging = z.object({
  shares: z.int(),
  links: z.int(),
  invitations: z.int(),
  guests: z.int(),
  reviews: z.array(z.string().transform((name) => oneLine(name, 120))),
  /** Missing in letters that an earlier version wrote. */
  spaces: z.array(z.object({ title: z.string().transform((name) => oneLine(name, 120)) })).default([]),
})

/** The mail to the other administrators: which member's state was changed, by whom, and what now needs another person. */
export const memberChangedTold = template({
  input: z.object({
    change: memberChange,
    by: person.nullable(),
    at: time,
    person,
    principalId: z.uuid(),
    hanging: hanging.nullable(),
  }),
  subject: ({ change, by, person }) => deedOf(change, by?.name ?? 'Somebody on the server', person.name),
  letter: ({ change, by, at, person, principalId, hanging }, frame) => (
    <Letter
      frame={frame}
      title={deedOf(change, by?.name ?? 'Somebody on the server', person.name)}
      preview={`On ${moment(at, frame.timeZone)}.`}
      why={`You get this because you administer ${frame.publicUrl}.`}
    >
      <Say>{`${deedOf(change, by ? introduce(by) : 'Somebody on the server', introduce(person))} on ${moment(at, frame.timeZone)}.${change === 'joined' ? ' They proved an address at a mail domain of members, which Settings name.' : ''}`}</Say>
      {hanging && <Left hanging={hanging} />}
      <Act href={`${frame.publicUrl}/admin/people/${principalId}`}>See this member</Act>
      <Aside>{`The trail has it, too. If this should not have happened, ${change === 'joined' ? 'disable them' : 'undo it'} on that page.`}</Aside>
    </Letter>
  ),
})

function Left({
  hanging: { shares, links, invitations, guests, reviews, spaces },
}: {
  hanging: z.output<typeof hanging>
}) {
  const counts = [
    shares > 0 && `Shares that stay with those who have them: ${shares}`,
    links > 0 && `Links that let nobody new in now: ${links}`,
    invitations > 0 && `Invitations that can’t be accepted now: ${invitations}`,
    guests > 0 && `Guests nobody answers for now: ${guests}`,
  ].filter((one) => one !== false)
  return (
    <>
      {counts.length > 0 && <List items={counts} />}
      {reviews.length > 0 && <Say>Reviews that lack them as a reviewer. Look whether somebody else answers there:</Say>}
      {reviews.length > 0 && <List items={named(reviews)} />}
      {spaces.length > 0 && (
        <Say>Spaces that nobody manages now. Name somebody for each, on the page of this member:</Say>
      )}
      {spaces.length > 0 && <List items={named(spaces.map(({ title }) => title))} />}
    </>
  )
}

const named = (all: string[]) => [
  ...all.slice(0, MOST_NAMED),
  ...(all.length > MOST_NAMED ? [`and ${all.length - MOST_NAMED} more`] : []),
]
