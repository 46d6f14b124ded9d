import { z } from 'zod'
import { Act, Aside, Letter, Say } from './letter'
import { template } from './template'
import { introduce, person, reply, resource } from '../../words/letters'

/** The mail to the sharer of a file, from a person who may view it and can't, since no page can show it. */
export const downloadAskedFor = template({
  /** `sharer`: null where the sharer reads the mail; else administrators do, since the sharer has left. */
  input: z.object({ person, resource, resourceId: z.uuid(), sharer: person.nullable() }),
  subject: ({ person, resource }) => `${person.name} asks to download “${resource.title}”`,
  letter: ({ person, resource, resourceId, sharer }, frame) => (
    <Letter
      frame={frame}
      title={`${person.name} asks for download`}
      preview={`Of “${resource.title}”, which they can only view.`}
      why={
        sharer
          ? `You get this because ${sharer.name}, who shares this at ${frame.publicUrl}, can’t answer any longer.`
          : `You get this because you share this at ${frame.publicUrl}.`
      }
    >
      <Say>{`${sharer ? introduce(sharer) : 'You'} shared the ${resource.kind} “${resource.title}” with ${introduce(person)} to view. They ask to be allowed to download it.${reply(frame)}`}</Say>
      <Act href={`${frame.publicUrl}/shares/${resourceId}`}>Change their role</Act>
      <Aside>If you don’t want to, there is nothing to do.</Aside>
    </Letter>
  ),
})
