'use client'
import clsx from 'clsx'
import { Monitor, Moon, Sun } from 'lucide-react'
import type { SubmitEvent } from 'react'
import { toTheme, type Theme } from './theme'
import { useTheme } from './theme-provider'

const choices = [
  { theme: 'light', word: 'Light', Icon: Sun },
  { theme: 'dark', word: 'Dark', Icon: Moon },
  { theme: 'system', word: 'System', Icon: Monitor },
] as const

export function ThemeSwitch() {
  const { theme, chooseTheme, setTheme } = useTheme()
  function choose(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    chooseTheme(toTheme((event.nativeEvent.submitter as HTMLButtonElement | null)?.value))
  }
  return (
    <form action={setTheme} onSubmit={choose} aria-label="Theme" className="flex gap-1 rounded bg-sunken p-1">
      {choices.map((choice) => (
        <Choice key={choice.theme} {...choice} pressed={choice.theme === theme} />
      ))}
    </form>
  )
}

type ChoiceProps = { theme: Theme; word: string; Icon: typeof Sun; pressed: boolean }

function Choice({ theme, word, Icon, pressed }: ChoiceProps) {
  return (
    <button
      type="submit"
      name="theme"
      value={theme}
      aria-pressed={pressed}
      className={clsx(
        'flex min-h-11 flex-1 items-center justify-center gap-1.5 rounded px-2 text-small font-medium [&_svg]:size-4',
        pressed ? 'bg-surface text-ink ring-1 ring-control' : 'text-muted hover:text-ink',
      )}
    >
      <Icon />
      {word}
    </button>
  )
}
