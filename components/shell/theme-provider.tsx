'use client'
import { createContext, use, useState, type ReactNode } from 'react'
import { themeCookie, type Theme } from './theme'

type ThemeContext = {
  theme: Theme
  chooseTheme: (theme: Theme) => void
  setTheme: (formData: FormData) => Promise<void>
}

const Context = createContext<ThemeContext | null>(null)

type Props = { theme: Theme; setTheme: ThemeContext['setTheme']; children: ReactNode }

/** Knows the theme the server rendered; a change shows at once and goes into the cookie. `setTheme` serves without JavaScript. */
export function ThemeProvider({ theme: given, setTheme, children }: Props) {
  const [theme, setShown] = useState(given)
  function chooseTheme(next: Theme) {
    document.documentElement.dataset.theme = next
    document.cookie = `${themeCookie}=${next}; Path=/; Max-Age=31536000; SameSite=Lax${location.protocol === 'https:' ? '; Secure' : ''}`
    setShown(next)
  }
  return <Context value={{ theme, chooseTheme, setTheme }}>{children}</Context>
}

export function useTheme() {
  const context = use(Context)
  if (!context) throw new Error('useTheme needs a ThemeProvider around it.')
  return context
}
