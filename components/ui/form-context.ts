'use client'
import { createContext, use } from 'react'
import { idle, type FormState } from './form-state'

/** The state of the form around a field, so that a page can stay on the server and the field still shows its error. */
export const FormContext = createContext<FormState>(idle)

export function useField(name: string | undefined, given: { error?: string; defaultValue?: string }) {
  const state = use(FormContext)
  const kept = name === undefined ? undefined : state.values?.[name]
  return {
    error: given.error ?? (name === undefined ? undefined : state.fields?.[name]),
    defaultValue: kept ?? given.defaultValue,
    sent: name === undefined ? undefined : (state.sent ?? state.values)?.[name],
  }
}
