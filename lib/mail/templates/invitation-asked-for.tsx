import { z } from 'zod'
import { Act, Aside, Letter, Say } from './letter'
import { template } from './template'
import { introduce, person, resource } from '../../words/letters'

/**
 * The mail to the inviter, from the page of an invitation that no longer works; to the people who answer now, where the
 * inviter has left.
 */
export const invitationAskedFor = template({
  input: z.object({
    person,
    resource,
    /** Null: the resource was deleted, and nobody can be invited to it any longer. */
    resourceId: z.uuid().nullable(),
    /** Null: the inviter reads the mail. */
    inviter: person.nullable().default(null),
    /** True where the person asked in their own session; else the holder of the link asked. */
    proven: z.boolean().default(false),
  }),
  subject: ({ person, resource, proven }) =>
    `${asker(person, proven)} asks for a new invitation to “${resource.title}”`,
  letter: ({ person, resource, resourceId, inviter, proven }, frame) => (
    <Letter
      frame={frame}
      title={`${asker(person, proven)} asks for a new invitation`}
      preview={`To “${resource.title}”: the one that was sent no longer works.`}
      why={
        inviter
          ? `You get this because ${inviter.name}, who invited this address at ${frame.publicUrl}, can’t answer any longer.`
          : `You get this because you invited this address at ${frame.publicUrl}.`
      }
    >
      <Say>{`${inviter ? introduce(inviter) : 'You'} invited ${introduce(person)} to the ${resource.kind} “${resource.title}”. ${asking(person, proven)}`}</Say>
      {resourceId ? (
        <Act href={`${frame.publicUrl}/shares/${resourceId}`}>Invite again</Act>
      ) : (
        <>
          <Say>It was deleted since, so there is nothing to invite to: share it anew if they should have it.</Say>
          <Act href={`${frame.publicUrl}/shares/new`}>Share it anew</Act>
        </>
      )}
      <Aside>If you don’t want to, there is nothing to do.</Aside>
    </Letter>
  ),
})

type Person = z.output<typeof person>

const asker = ({ name }: Person, proven: boolean) => (proven ? name : 'Somebody who holds the link')

const asking = ({ name, address }: Person, proven: boolean) =>
  proven
    ? `${name} tried that link after it had ended, and asks for a new one.`
    : `Somebody who holds that link tried it after it had ended, and asks for a new one. Nothing proves who it is; a new invitation goes to ${address} alone.`
