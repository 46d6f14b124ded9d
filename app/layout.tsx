import '@fontsource-variable/jetbrains-mono/wght.css'
import '@fontsource-variable/newsreader/wght.css'
import '@fontsource-variable/public-sans/wght.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { themeCookie, toTheme } from '@/components/shell/theme'
import { ThemeProvider } from '@/components/shell/theme-provider'
import { setTheme } from './theme'

export const metadata: Metadata = {
  title: { default: 'Foyer', template: '%s · Foyer' },
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8faf8' },
    { media: '(prefers-color-scheme: dark)', color: '#111210' },
  ],
}

export default async function Layout({ children }: { children: ReactNode }) {
  const theme = toTheme((await cookies()).get(themeCookie)?.value)
  return (
    <html lang="en" data-theme={theme}>
      <body>
        <ThemeProvider theme={theme} setTheme={setTheme}>
          {children}
        </ThemeProvider>
      </body>
    </html>
  )
}
