'use client'
import { usePathname } from 'next/navigation'
import { use, useActionState, useId } from 'react'
import { idle, ownFields, type FormAction, type FormState } from '../ui/form-state'
import { type BroughtBack, PagePersonContext } from './page-person'

/**
 * The state of a form without a script: as its action answered, or as it was being sent when its person’s session ran
 * out. `own` is to stand in the form: it says whose page this is, and which form on it.
 */
export function useKeptForm(action: FormAction) {
  const person = use(PagePersonContext)
  const place = useId()
  const [given, post] = useActionState(action, comeBack(person?.broughtBack, usePathname(), place))
  const own = person && (
    <>
      <input type="hidden" name={ownFields.person} value={person.id} />
      <input type="hidden" name={ownFields.form} value={place} />
    </>
  )
  return { person, given, post, own }
}

const comeBack = (broughtBack: BroughtBack | null | undefined, pathname: string, place: string): FormState =>
  broughtBack?.form === place && broughtBack.pathname === pathname
    ? {
        status: 'failed',
        message: 'This was not sent yet: your session had run out. Here it is as you filled it in. Send it once more.',
        values: broughtBack.values,
      }
    : idle
