import { z } from 'zod'
import { Act, Aside, Letter, Say } from './letter'
import { template } from './template'
import { allows, introduce, moment, person, resource, role, time } from './words'

/** To the member whose link brought somebody in. */
export const shareLinkRedeemed = template({
  input: z.object({ person, resource, resourceId: z.uuid(), role, endsAt: time.nullable(), redeemedAt: time }),
  subject: ({ person, resource }) => `${person.name} came in through your link to “${resource.title}”`,
  letter: ({ person, resource, resourceId, role, endsAt, redeemedAt }, frame) => (
    <Letter
      frame={frame}
      title={`${person.name} came in through your link`}
      preview={`To “${resource.title}”, on ${moment(redeemedAt, frame.timeZone)}.`}
      why={`You get this because you share this ${resource.kind} by link at ${frame.publicUrl}.`}
    >
      <Say>
        {`${introduce(person)} opened your link to “${resource.title}” on ${moment(redeemedAt, frame.timeZone)}, after proving this address. They can ${allows(role, resource)} ${endsAt ? `until ${moment(endsAt, frame.timeZone)}` : 'for as long as you share it'}.`}
      </Say>
      <Act href={`${frame.publicUrl}/shares/${resourceId}`}>See who has access</Act>
      <Aside>Not somebody you meant? Take the access away there, or the whole link.</Aside>
    </Letter>
  ),
})
