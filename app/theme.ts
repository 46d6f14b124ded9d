'use server'
import { cookies } from 'next/headers'
import { themeCookie, toTheme } from '@/components/shell/theme'
import { isForm } from '@/app/_boundary/action'
import { settings } from '@/lib/env'

/** The theme switch without JavaScript. A matter of looks: nothing is decided on it. */
export async function setTheme(formData: FormData) {
  // What calls it may come from elsewhere than our pages.
  if (!isForm(formData)) return
  const jar = await cookies()
  jar.set(themeCookie, toTheme(formData.get('theme')), {
    path: '/',
    maxAge: 365 * 24 * 60 * 60,
    sameSite: 'lax',
    secure: settings().secure,
  })
}
