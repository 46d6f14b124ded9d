'use client'
import { SignInHere } from '../keeping/sign-in-here'
import { BareForm, type FormProps } from './bare-form'

/** A form of a signed-in person: where the session has run out, signing in is asked for over the page, and the form goes on. */
export const ActionForm = (props: FormProps) => <BareForm {...props} SignIn={SignInHere} />
