import { redirect } from 'next/navigation'

/** The administrators' rooms have no lobby yet: the first room is it. */
export default function Page() {
  redirect('/admin/people')
}
