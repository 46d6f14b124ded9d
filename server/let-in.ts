import { makeLetIn } from '@/lib/identity/let-in/make-let-in'
import { answer } from '@/lib/log/log'
import { systemCaller } from '@/lib/principal'
import { type Asked, runCommand } from './process/command'

async function letIn({ address }: Asked) {
  const { url, until, known } = await makeLetIn(systemCaller('let-in'), address)
  if (!known) answer(`Nobody here has the address ${address} yet.`)
  answer(
    `Give this to whoever asks for codes for ${address}, to be opened in their browser until ${until.toISOString()}, once:`,
  )
  answer(url)
  answer(
    'For 24 hours that browser asks for codes apart from everybody else. The link signs nobody in, and the trail keeps that it was made.',
  )
  return 0
}

await runCommand('node bin/let-in.js <address>', letIn)
