import { z } from 'zod'
import { browserName } from '../../words/browser-name'
import { linkToken } from '../../secrets'
import { Aside, AsideLink, Code, Letter, Say } from './letter'
import { type Frame, template } from './template'
import { hour, moment, time } from '../../words/letters'

/** The mail of a code. The code itself comes sealed, as the outbox row's secret. */
export const oneTimePasscode = template({
  input: z.object({
    userAgent: z.string(),
    askedAt: time,
    validUntil: time,
    /** The let-in link, "This was me", and until when it can be used. Missing in a mail that an older version queued. */
    letIn: z.object({ id: z.uuid(), until: time }).nullish(),
  }),
  subject: (_, { organization }) => `Your sign-in code for ${organization}`,
  letter({ userAgent, askedAt, validUntil, letIn }, frame) {
    const { organization, timeZone, secret } = frame
    const code = secret ?? ''
    const until = hour(validUntil, timeZone)
    const browser = browserName(userAgent)
    return (
      <Letter
        frame={frame}
        title="Your sign-in code"
        preview={`Valid until ${until}. Asked for from ${browser}.`}
        why={`You get this because somebody entered this address at ${frame.publicUrl}.`}
      >
        <Code>{`${code.slice(0, 4)} ${code.slice(4)}`}</Code>
        <Say>
          Type it on the page where you asked for it. It is valid until <strong>{until}</strong>, and works once, in
          that browser only.
        </Say>
        <Say>{`Asked for on ${moment(askedAt, timeZone)}, from ${browser}.`}</Say>
        <Aside>{`Nobody from ${organization} will ever ask you for this code.`}</Aside>
        <Aside>Not you? Then there is nothing to do: without this code nobody gets in.</Aside>
        {letIn && <LetIn {...letIn} frame={frame} />}
      </Letter>
    )
  },
})

/** Shows the let-in link. Its token is derived from its id when the mail is rendered, so the outbox never holds it. */
function LetIn({ id, until, frame }: { id: string; until: Date; frame: Frame }) {
  return (
    <Aside>
      {'Were you told that too many codes were asked for, or typed wrong? Open '}
      <AsideLink href={`${frame.publicUrl}/let-in/${linkToken('let-in', id)}`}>This was me</AsideLink>
      {` in the browser you sign in with, then ask there again. It works once, until ${moment(until, frame.timeZone)}, and signs nobody in.`}
    </Aside>
  )
}
