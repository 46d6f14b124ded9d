import { z } from 'zod'
import { browserName } from '../../browser-name'
import { Aside, Code, Letter, Say } from './letter'
import { template } from './template'
import { hour, moment, time } from './words'

/** The code itself comes sealed, as the outbox row's secret. */
export const oneTimePasscode = template({
  input: z.object({ userAgent: z.string(), askedAt: time, validUntil: time }),
  subject: (_, { organization }) => `Your sign-in code for ${organization}`,
  letter({ userAgent, askedAt, validUntil }, frame) {
    const { organization, timeZone, secret } = frame
    const code = secret ?? ''
    const until = hour(validUntil, timeZone)
    return (
      <Letter
        frame={frame}
        title="Your sign-in code"
        preview={`Valid until ${until}. Asked for from ${browserName(userAgent)}.`}
        why={`You get this because somebody entered this address at ${frame.publicUrl}.`}
      >
        <Code>{`${code.slice(0, 4)} ${code.slice(4)}`}</Code>
        <Say>
          Type it on the page where you asked for it. It is valid until <strong>{until}</strong>, and works once, in that browser only.
        </Say>
        <Say>{`Asked for on ${moment(askedAt, timeZone)}, from ${browserName(userAgent)}.`}</Say>
        <Aside>{`Nobody from ${organization} will ever ask you for this code.`}</Aside>
        <Aside>Not you? Then there is nothing to do: without this code nobody gets in.</Aside>
      </Letter>
    )
  },
})
