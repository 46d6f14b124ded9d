import { z } from 'zod'
import { linkToken } from '../../secrets'
import { Act, Aside, Facts, Letter, Quote, Say } from './letter'
import { template } from './template'
import { factsOf, introduce, lines, moment, person, reply, resource, role, time } from '../../words/letters'

/**
 * The mail of an invitation. The link's token is derived from the invitation's id when the mail is rendered, so the outbox
 * never holds it.
 */
export const invitation = template({
  input: z.object({
    invitationId: z.uuid(),
    inviter: person,
    resource,
    role,
    /** When the access ends; null: no end. */
    endsAt: time.nullable(),
    /** The time until which the invitation can be accepted. */
    expiresAt: time,
    message: z.string().nullish(),
  }),
  subject: ({ inviter, resource }) => `${inviter.name} shared “${resource.title}” with you`,
  letter({ invitationId, inviter, resource, role, endsAt, expiresAt, message }, frame) {
    const { organization, timeZone, publicUrl } = frame
    return (
      <Letter
        frame={frame}
        title={`${inviter.name} shared “${resource.title}” with you`}
        preview={`A ${resource.kind} from ${organization}. Open the invitation by ${moment(expiresAt, timeZone)}.`}
        why={`You get this because ${inviter.name} entered this address at ${publicUrl}.${reply(frame)}`}
      >
        <Say>{`${introduce(inviter)} of ${organization} shared a ${resource.kind} with you.`}</Say>
        <Facts facts={factsOf({ resource, role, endsAt }, timeZone, 'for as long as it is shared')} />
        {message?.trim() ? <Quote from={inviter.name} lines={lines(message)} /> : null}
        <Act href={`${publicUrl}/invitations/${linkToken('invitation', invitationId)}`}>Open the invitation</Act>
        <Aside>{`We will mail you a code to prove this address is yours: no password, no new account. The invitation is good until ${moment(expiresAt, timeZone)}.`}</Aside>
        <Aside>{`Did you expect this? If not, ask ${inviter.name} some other way before opening it. The link leads to ${publicUrl} and nowhere else, and nobody will ask you for a password or a payment there.`}</Aside>
      </Letter>
    )
  },
})
