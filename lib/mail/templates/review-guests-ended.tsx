import { z } from 'zod'
import { Aside, Letter, List, Say } from './letter'
import { count, reviewName } from './review-words'
import { template } from './template'
import { person, resource } from '../../words/letters'

/** How many of the guests who lost access are named. */
export const GUESTS_NAMED = 20

/** The mail to the sharer, or to the sponsor: once for all access that a round removed from their guests. */
export const reviewGuestsEnded = template({
  input: z.object({
    review: reviewName,
    /** Resource null: the guest is blocked as a whole. */
    ended: z
      .array(z.object({ guest: person, resource: resource.nullable() }))
      .min(1)
      .max(GUESTS_NAMED),
    /** How many more ended than are named. */
    more: z.int().min(0),
  }),
  subject: ({ review, ended, more }) => `${review}: ${what(ended.length + more, perGuest(ended))}`,
  letter({ review, ended, more }, frame) {
    const total = ended.length + more
    const blocked = perGuest(ended)
    return (
      <Letter
        frame={frame}
        title={`${what(total, blocked)} by “${review}”`}
        preview={blocked ? 'Whom you are the sponsor of.' : 'Of what you share.'}
        why={`You get this because you ${blocked ? 'are these guests’ sponsor' : 'share these things'} at ${frame.publicUrl}.`}
      >
        <Say>{`The access review “${review}” has been applied. ${blocked ? 'Blocked now, and removed in 30 days unless an administrator unblocks them:' : 'No longer shared:'}`}</Say>
        <List items={[...ended.map(line), ...(more > 0 ? [`and ${more.toLocaleString('en-US')} more`] : [])]} />
        <Aside>
          {blocked
            ? 'If one of them is still needed, ask an administrator.'
            : 'If somebody still needs something, share it with them again.'}
        </Aside>
      </Letter>
    )
  },
})

type Named = { guest: { name: string }; resource: { title: string } | null }

const perGuest = ([first]: Named[]) => first!.resource === null

const line = ({ guest, resource }: Named) => (resource ? `${resource.title}, with ${guest.name}` : guest.name)

const what = (total: number, blocked: boolean) =>
  blocked
    ? `${count(total, 'guest')} of yours ${total === 1 ? 'was' : 'were'} blocked`
    : `${count(total, 'grant')} of yours ${total === 1 ? 'was' : 'were'} removed`
