import { z } from 'zod'
import { linkToken } from '../../secrets'
import { Act, Aside, Facts, Letter, Quote, Say } from './letter'
import { template } from './template'
import { factsOf, introduce, lines, person, reply, resource, role, time } from '../../words/letters'
import { mayDo } from '../../role'

const whereTo = z.union([
  /** The resource's own page, under the public URL. */
  z.object({ url: z.url() }),
  /** The invitation whose link a guest opens: its page asks for a code by itself. */
  z.object({ invitationId: z.uuid() }),
])

/** The mail to a person who is known already, a member or a guest who has signed in before, about access to a resource. */
export const accessAdded = template({
  input: z
    .object({ sharer: person, resource, role, endsAt: time.nullable(), message: z.string().nullish() })
    .and(whereTo),
  subject: ({ sharer, resource }) => `${sharer.name} shared “${resource.title}” with you`,
  letter(input, frame) {
    const { sharer, resource, role, endsAt, message } = input
    const { organization, timeZone, publicUrl } = frame
    const href = 'url' in input ? input.url : `${publicUrl}/invitations/${linkToken('invitation', input.invitationId)}`
    return (
      <Letter
        frame={frame}
        title={`${sharer.name} shared “${resource.title}” with you`}
        preview={`A ${resource.kind} from ${organization}. You can ${mayDo(role, resource.kind)}.`}
        why={`You get this because ${sharer.name} gave this address access at ${publicUrl}.${reply(frame)}`}
      >
        <Say>{`${introduce(sharer)} of ${organization} gave you access to a ${resource.kind}.`}</Say>
        <Facts facts={factsOf({ resource, role, endsAt }, timeZone, 'for as long as it is shared')} />
        {message?.trim() ? <Quote from={sharer.name} lines={lines(message)} /> : null}
        <Act href={href}>{`Open the ${resource.kind}`}</Act>
        <Aside>{`You will find it under “Shared with me”, too. If you are not signed in, we mail you a code first.`}</Aside>
      </Letter>
    )
  },
})
