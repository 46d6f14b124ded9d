'use client'
import { use, type ComponentProps } from 'react'
import { Checkbox } from './checkbox'
import { FormContext } from './form-context'

type Props = Omit<ComponentProps<typeof Checkbox>, 'defaultChecked'> & { name: string; ticked: boolean }

/** A box that also stays as it was ticked when the form comes back without JavaScript. */
export function KeptCheckbox({ ticked, name, ...rest }: Props) {
  const { values } = use(FormContext)
  return <Checkbox {...rest} name={name} defaultChecked={values ? name in values : ticked} />
}
