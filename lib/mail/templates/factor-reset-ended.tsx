import { z } from 'zod'
import { Letter, Say } from './letter'
import { template } from './template'
import { introduce, person } from './words'

const titles = {
  withdrawn: (name: string) => `You need not vouch for ${name} any longer`,
  declined: (name: string) => `Nobody vouched for ${name}`,
  vouched: (name: string) => `The second factors of ${name} are reset`,
}

const sentences = {
  withdrawn: (by: string, name: string) => `${by} withdrew the reset of ${name}’s second factors. There is nothing to answer.`,
  declined: (by: string, name: string) => `${by} can’t vouch that it is ${name} who lost their second factors. Nothing was taken away.`,
  vouched: (by: string, name: string) => `${by} vouched for ${name}. Their second factors are gone, and they are asked for new ones when they sign in.`,
}

/** To the voucher when an administrator withdraws a reset; to that administrator when the voucher has answered. */
export const factorResetEnded = template({
  input: z.object({ person, by: person, how: z.enum(['withdrawn', 'declined', 'vouched']) }),
  subject: ({ person, how }) => titles[how](person.name),
  letter: ({ person, by, how }, frame) => (
    <Letter frame={frame} title={titles[how](person.name)} preview="A reset of second factors is over." why={`You get this because you took part in it at ${frame.publicUrl}.`}>
      <Say>{sentences[how](introduce(by), introduce(person))}</Say>
    </Letter>
  ),
})
