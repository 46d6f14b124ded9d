import { ask } from './actions'

export default function Page() {
  return (
    <form action={ask}>
      <label htmlFor="email">Email</label>
      <input id="email" name="email" type="email" />
      <button>Send code</button>
    </form>
  )
}
