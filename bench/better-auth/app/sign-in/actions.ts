'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { auth } from '@/auth'

const text = (form: FormData, name: string) => String(form.get(name) ?? '')

export async function ask(form: FormData) {
  const email = text(form, 'email')
  await auth.api.sendVerificationOTP({ body: { email, type: 'sign-in' }, headers: await headers() })
  const jar = await cookies()
  jar.set('address', email, { httpOnly: true, sameSite: 'lax' })
  redirect('/sign-in/code')
}

export async function verify(form: FormData) {
  const email = (await cookies()).get('address')?.value ?? ''
  await auth.api.signInEmailOTP({ body: { email, otp: text(form, 'code') }, headers: await headers() })
  redirect('/shared-with-me')
}
