import { z } from 'zod'
import { Act, Aside, Letter, Say } from './letter'
import { template } from './template'
import { introduce, person, resource } from './words'

/** To the inviter, from the page of an invitation that has run out; to whoever answers now, where the inviter has left. */
export const invitationAskedFor = template({
  /** `resourceId`: null for what was deleted since, which nobody can be invited to any longer. */
  input: z.object({ person, resource, resourceId: z.uuid().nullable(), /** Null: who reads it. */ inviter: person.nullable().default(null) }),
  subject: ({ person, resource }) => `${person.name} asks for a new invitation to “${resource.title}”`,
  letter: ({ person, resource, resourceId, inviter }, frame) => (
    <Letter
      frame={frame}
      title={`${person.name} asks for a new invitation`}
      preview={`To “${resource.title}”: the one that was sent no longer works.`}
      why={inviter ? `You get this because ${inviter.name}, who invited this address at ${frame.publicUrl}, can’t answer any longer.` : `You get this because you invited this address at ${frame.publicUrl}.`}
    >
      <Say>{`${inviter ? introduce(inviter) : 'You'} invited ${introduce(person)} to the ${resource.kind} “${resource.title}”. Somebody with that link tried it after it had ended, and asks for a new one.`}</Say>
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
