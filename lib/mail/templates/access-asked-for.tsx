import { z } from 'zod'
import { Act, Aside, Letter, Quote, Say } from './letter'
import { template } from './template'
import { introduce, lines, person, reply, theirs } from '../../words/letters'

/** The mail to the sharer, or to an administrator where no resource is meant, from a person whom a policy refused. */
export const accessAskedFor = template({
  input: z.object({
    person,
    /** The title of what the person wanted to open. Null: a part of the portal. */
    title: z
      .string()
      .transform((title) => theirs(title, 120))
      .nullable(),
    message: z.string().nullable(),
    reference: z.string(),
    /** True for an administrator, who can look the reference up. */
    administrator: z.boolean(),
  }),
  subject: ({ person, title }) => `${person.name} can’t open ${title ? `“${title}”` : 'a part of the portal'}`,
  letter: ({ person, title, message, reference, administrator }, frame) => (
    <Letter
      frame={frame}
      title={`${person.name} asks to be let in`}
      preview={title ? `To “${title}”. Reference ${reference}.` : `Reference ${reference}.`}
      why={`You get this because they were refused at ${frame.publicUrl} and you can answer.`}
    >
      <Say>{`${introduce(person)} tried to open ${title ? `“${title}”` : 'a part of the portal'} and was refused by your organization’s conditions for access.`}</Say>
      {message?.trim() ? <Quote from={person.name} lines={lines(message)} /> : null}
      <Say>{`Their reference is ${reference}.${reply(frame)}`}</Say>
      {administrator ? (
        <Act href={`${frame.publicUrl}/admin/sign-ins?reference=${reference}`}>See why</Act>
      ) : (
        <Aside>An administrator can look the reference up under Sign-ins and see what stood in the way.</Aside>
      )}
    </Letter>
  ),
})
