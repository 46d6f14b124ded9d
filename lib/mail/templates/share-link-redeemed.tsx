import { z } from 'zod'
import { Act, Aside, Facts, Letter, Say } from './letter'
import { template } from './template'
import { factsOf, introduce, moment, person, resource, role, time } from '../../words/letters'

/** The mail to the member by whose link a person got access, and whether the link is full now. */
export const shareLinkRedeemed = template({
  input: z.object({
    person,
    resource,
    resourceId: z.uuid(),
    role,
    endsAt: time.nullable(),
    redeemedAt: time,
    /** The link's limit, where this person was the last that it admits. */
    filled: z.number().int().nullish(),
  }),
  subject: ({ person, resource, filled }) =>
    `${person.name} came in through your link to “${resource.title}”${filled ? ', which is full now' : ''}`,
  letter: ({ person, resource, resourceId, role, endsAt, redeemedAt, filled }, frame) => (
    <Letter
      frame={frame}
      title={`${person.name} came in through your link`}
      preview={`To “${resource.title}”, on ${moment(redeemedAt, frame.timeZone)}.`}
      why={`You get this because you share this ${resource.kind} by link at ${frame.publicUrl}.`}
    >
      <Say>
        {`${introduce(person)} opened your link to “${resource.title}” on ${moment(redeemedAt, frame.timeZone)}, after proving this address.`}
      </Say>
      <Facts facts={factsOf({ resource, role, endsAt }, frame.timeZone, 'for as long as you share it')} />
      {filled ? (
        <Say>{`With that the link is full: it has let in ${filled === 1 ? 'the one person' : `the ${filled.toLocaleString('en-US')} people`} it may, and lets in nobody else. Whoever else should come you can invite there, or make a new link for.`}</Say>
      ) : null}
      <Act href={`${frame.publicUrl}/shares/${resourceId}`}>See who has access</Act>
      <Aside>Not somebody you meant? Take the access away there, or the whole link.</Aside>
    </Letter>
  ),
})
