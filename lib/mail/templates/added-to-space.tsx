import { z } from 'zod'
import { Act, Aside, Letter, Say } from './letter'
import { template } from './template'
import { introduce, person, reply, resource } from '../../words/letters'

/** The mail to a manager of a space, when a guest has added something. */
export const addedToSpace = template({
  input: z.object({ person, resource, space: resource, spaceId: z.uuid() }),
  subject: ({ person, space }) => `${person.name} added to “${space.title}”`,
  letter: ({ person, resource, space, spaceId }, frame) => (
    <Letter
      frame={frame}
      title={`${person.name} added to “${space.title}”`}
      preview={`The ${resource.kind} “${resource.title}”.`}
      why={`You get this because you manage this space at ${frame.publicUrl}.`}
    >
      <Say>{`${introduce(person)} added the ${resource.kind} “${resource.title}” to the space “${space.title}”, where everybody in it can open it.${reply(frame)}`}</Say>
      <Act href={`${frame.publicUrl}/spaces/${spaceId}`}>Open the space</Act>
      <Aside>What guests add within the next hour is there without another mail.</Aside>
    </Letter>
  ),
})
