import { z } from 'zod'
import { Aside, Letter, Say } from './letter'
import { template } from './template'
import { introduce, person, reply } from './words'

const titles = {
  asked: 'A reset of your second factors was asked for',
  withdrawn: 'The reset of your second factors was withdrawn',
}

const sentences = {
  asked: (by: string) => `${by} says that you lost what you sign in with, and asked a member who knows you to vouch for you. Once they do, your second factors are removed and you set up new ones.`,
  withdrawn: (by: string) => `${by} withdrew the reset of your second factors. They stay as they are.`,
}

/** To whoever's second factors are to be reset: if it was somebody else who asked for it, they learn of it in time. */
export const factorResetTold = template({
  input: z.object({ person, by: person, what: z.enum(['asked', 'withdrawn']) }),
  subject: ({ what }) => titles[what],
  letter: ({ by, what }, frame) => (
    <Letter frame={frame} title={titles[what]} preview="It is about how you sign in." why={`You get this because this address signs in at ${frame.publicUrl}.`}>
      <Say>{sentences[what](introduce(by))}</Say>
      {what === 'asked' && <Aside>{`Have you lost nothing? Then somebody pretends to be you: tell ${by.name} at once.${reply(frame)}`}</Aside>}
    </Letter>
  ),
})
