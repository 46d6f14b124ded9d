import { z } from 'zod'
import { Aside, Letter, Say } from './letter'
import { template } from './template'
import { introduce, person, reply, resource } from '../../words/letters'

/** The mail to a person whose access to a resource has ended. */
export const accessRemoved = template({
  input: z.object({ sharer: person, resource }),
  subject: ({ resource }) => `Your access to “${resource.title}” has ended`,
  letter: ({ sharer, resource }, frame) => (
    <Letter
      frame={frame}
      title={`Your access to “${resource.title}” has ended`}
      preview={`The ${resource.kind} is no longer shared with you.`}
      why={`You get this because this address had access at ${frame.publicUrl}.`}
    >
      <Say>{`The ${resource.kind} “${resource.title}”, shared by ${introduce(sharer)} of ${frame.organization}, is no longer shared with you.`}</Say>
      <Aside>{`If you still need it, ask ${sharer.name}.${reply(frame)}`}</Aside>
    </Letter>
  ),
})
