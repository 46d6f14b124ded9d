import { z } from 'zod'
import { Act, Aside, Letter, Say } from './letter'
import { template } from './template'
import { introduce, person, reply, resource } from '../../words/letters'

/**
 * The mail to the member who made a link, from the page of the link once it admits nobody new; to the people who answer
 * now, where the maker has left.
 */
export const shareLinkAskedFor = template({
  input: z.object({
    /** Null: a person who has proven no address. */
    asker: person.nullable(),
    resource,
    /** Null: the resource was deleted. */
    resourceId: z.uuid().nullable(),
    /** The member who made the link. Null: the maker reads the mail. */
    maker: person.nullable(),
  }),
  subject: ({ asker, resource }) => `${nameOf(asker)} asks for access to “${resource.title}”`,
  letter: ({ asker, resource, resourceId, maker }, frame) => (
    <Letter
      frame={frame}
      title={`${nameOf(asker)} asks for access`}
      preview={`To “${resource.title}”: the link they hold lets them in no longer.`}
      why={
        maker
          ? `You get this because ${maker.name}, who shared this by link at ${frame.publicUrl}, can’t answer any longer.`
          : `You get this because you shared this by link at ${frame.publicUrl}.`
      }
    >
      <Say>{`${maker ? introduce(maker) : 'You'} shared the ${resource.kind} “${resource.title}” by a link that lets in no more people. ${asking(asker)}${reply(frame)}`}</Say>
      {resourceId ? (
        <Act href={`${frame.publicUrl}/shares/${resourceId}`}>See who has access</Act>
      ) : (
        <>
          <Say>It was deleted since, so there is nothing to give access to: share it anew if they should have it.</Say>
          <Act href={`${frame.publicUrl}/shares/new`}>Share it anew</Act>
        </>
      )}
      <Aside>If you don’t want to, there is nothing to do.</Aside>
    </Letter>
  ),
})

const nameOf = (asker: z.output<typeof person> | null) => asker?.name ?? 'Somebody who holds your link'

const asking = (asker: z.output<typeof person> | null) =>
  asker
    ? `${introduce(asker)}, who has proven this address, holds that link and asks to be let in.`
    : 'Somebody who holds that link asks to be let in. They have not signed in, so nothing tells who it is: invite whoever you expect.'
