import { connection } from 'next/server'

/** The least page that is rendered for each request. It is copied into the benchmark's build and never ships. */
export default async function Page() {
  await connection()
  return <p>Nothing here</p>
}
