import { cookies } from 'next/headers'
import { verify } from '../actions'

export default async function Page() {
  const address = (await cookies()).get('address')?.value
  return (
    <form action={verify}>
      <p>We sent a code to {address}.</p>
      <label htmlFor="code">Code</label>
      <input id="code" name="code" autoComplete="one-time-code" />
      <button>Verify</button>
    </form>
  )
}
