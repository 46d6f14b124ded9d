import { z } from 'zod'
import { Act, Aside, Letter, Say } from './letter'
import { template } from './template'
import { introduce, person, reply, resource, theirs } from '../../words/letters'

/** The mail to the member who shares the resource that the terms were asked for, or who answers for the person. */
export const termsDeclined = template({
  input: z.object({
    person,
    document: z.string().transform((name) => theirs(name, 120)),
    resource: resource.nullable(),
    resourceId: z.uuid().nullable(),
  }),
  subject: ({ person, document }) => `${person.name} declined “${document}”`,
  letter: ({ person, document, resource, resourceId }, frame) => (
    <Letter
      frame={frame}
      title={`${person.name} declined the terms`}
      preview={
        resource ? `“${resource.title}” stays closed to them.` : 'Nothing that these terms stand before opens for them.'
      }
      why={`You get this because you ${resource ? `share this ${resource.kind}` : 'answer for this guest'} at ${frame.publicUrl}.${reply(frame)}`}
    >
      <Say>
        {`${introduce(person)} was asked to accept “${document}”${resource ? ` before “${resource.title}” opens` : ''}, and declined. They were signed out, and nothing that these terms stand before opens for them.`}
      </Say>
      <Act href={resourceId ? `${frame.publicUrl}/shares/${resourceId}` : frame.publicUrl}>
        {resourceId ? 'See who has access' : 'Open Foyer'}
      </Act>
      <Aside>
        They can come back and accept at any time. If you think the terms are not meant for them, ask an administrator.
      </Aside>
    </Letter>
  ),
})
