import { z } from 'zod'
import { Aside, Letter, List, Say } from './letter'
import { template } from './template'
import { introduce, person, reply, resource } from '../../words/letters'

/** How many of the resources are named. */
export const NAMED = 20

/** The mail to a guest, once for all access that a review removed. */
export const reviewAccessEnded = template({
  input: z.object({
    ended: z
      .array(z.object({ resource, sharer: person }))
      .min(1)
      .max(NAMED),
    /** How many more ended than are named. */
    more: z.int().min(0),
  }),
  subject: ({ ended, more }) =>
    ended.length + more === 1
      ? `Your access to “${ended[0]!.resource.title}” has ended`
      : `Your access to ${ended.length + more} things has ended`,
  letter({ ended, more }, frame) {
    const total = ended.length + more
    const one = total === 1 ? ended[0]! : null
    const title = one ? `Your access to “${one.resource.title}” has ended` : `Your access to ${total} things has ended`
    return (
      <Letter
        frame={frame}
        title={title}
        preview={`${frame.organization} went through who still needs access.`}
        why={`You get this because this address had access at ${frame.publicUrl}.`}
      >
        {one ? (
          <Say>{`${frame.organization} went through who still needs access. The ${one.resource.kind} “${one.resource.title}”, shared by ${introduce(one.sharer)}, is no longer shared with you.`}</Say>
        ) : (
          <>
            <Say>{`${frame.organization} went through who still needs access. No longer shared with you:`}</Say>
            <List
              items={[
                ...ended.map(({ resource, sharer }) => `${resource.title}, shared by ${sharer.name}`),
                ...(more > 0 ? [`and ${more.toLocaleString('en-US')} more`] : []),
              ]}
            />
          </>
        )}
        <Aside>{`If you still need something, ask the person who shared it.${reply(frame)}`}</Aside>
      </Letter>
    )
  },
})
