import { z } from 'zod'
import { Act, Aside, Letter, Say } from './letter'
import { template } from './template'
import { introduce, moment, person, time } from '../../words/letters'

const ownChange = z.enum(['promoted', 'demoted', 'disabled', 'enabled'])

/**
 * The changes of a member. A guest who becomes a member, or joins by their mail domain, gets the mail `member-added`
 * instead of `member-changed`.
 */
export const memberChange = z.enum([...ownChange.options, 'became-member', 'joined'])

const titles: Record<z.output<typeof ownChange>, string> = {
  promoted: 'You are an administrator now',
  demoted: 'You are no administrator any longer',
  disabled: 'Your account was disabled',
  enabled: 'Your account works again',
}

const sentences: Record<z.output<typeof ownChange>, string> = {
  promoted:
    'made you an administrator. You were signed out everywhere; sign in again to see to people, settings and the trail.',
  demoted: 'made you a member without administration. You were signed out everywhere; sign in again to go on sharing.',
  disabled:
    'disabled your account. You were signed out everywhere, and no code is sent to this address. What you shared stays with those who have it; your links and invitations let nobody new in.',
  enabled: 'enabled your account again. Your links and invitations that have not ended let people in again.',
}

/** The mail to the person whose state an administrator changed. */
export const memberChanged = template({
  input: z.object({ change: ownChange, by: person.nullable(), at: time }),
  subject: ({ change }, { organization }) => `${titles[change]} at ${organization}`,
  letter: ({ change, by, at }, frame) => (
    <Letter
      frame={frame}
      title={titles[change]}
      preview={`Changed on ${moment(at, frame.timeZone)}.`}
      why={`You get this because this address belongs to a member at ${frame.publicUrl}.`}
    >
      <Say>{`${by ? introduce(by) : 'Somebody on the server'} ${sentences[change]}`}</Say>
      {change !== 'disabled' && <Act href={`${frame.publicUrl}/sign-in`}>Sign in</Act>}
      <Aside>Is that a mistake? Ask an administrator: all of them were told.</Aside>
    </Letter>
  ),
})
