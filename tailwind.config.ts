import { amberDark, olive, oliveDark, tomato, tomatoDark } from '@radix-ui/colors'
import type { Config } from 'tailwindcss'
import plugin from 'tailwindcss/plugin'

// Each color is [on light, on dark]. docs: text 4.5:1 on paper, surface and its own tint; control and focus 3:1.
const palette = {
  paper: [olive.olive2, oliveDark.olive1],
  surface: ['#ffffff', oliveDark.olive2],
  sunken: [olive.olive3, oliveDark.olive3],
  hover: [olive.olive4, oliveDark.olive4],
  line: [olive.olive6, oliveDark.olive5],
  control: [olive.olive10, oliveDark.olive10],
  ink: [olive.olive12, oliveDark.olive12],
  muted: [olive.olive11, oliveDark.olive11],
  accent: ['#0f5c4d', '#6fcfb4'],
  'accent-strong': ['#0b4a3e', '#8adcc5'],
  'accent-tint': ['#e1eee9', '#17312a'],
  'on-accent': ['#ffffff', '#0c1f1a'],
  danger: ['#b52b0f', tomatoDark.tomato11],
  'danger-strong': ['#97230b', '#ffb09c'],
  'danger-tint': [tomato.tomato3, tomatoDark.tomato3],
  'on-danger': ['#ffffff', tomatoDark.tomato1],
  warning: ['#8a5000', amberDark.amber11],
  'warning-tint': ['#fdf3cd', amberDark.amber3],
  scrim: ['rgb(29 33 28 / 0.4)', 'rgb(0 0 0 / 0.6)'],
} satisfies Record<string, readonly [string, string]>

const variables = Object.fromEntries(
  Object.entries(palette).map(([name, [light, dark]]) => [`--${name}`, `light-dark(${light}, ${dark})`]),
)
const colors = Object.fromEntries(Object.keys(palette).map((name) => [name, `var(--${name})`]))

export default {
  content: ['./app/**/*.tsx', './components/**/*.tsx'],
  theme: {
    colors: { ...colors, transparent: 'transparent', current: 'currentColor' },
    fontFamily: {
      sans: ['"Public Sans Variable"', 'system-ui', 'sans-serif'],
      serif: ['"Newsreader Variable"', 'Georgia', 'serif'],
      mono: ['"JetBrains Mono Variable"', 'ui-monospace', 'monospace'],
    },
    fontSize: {
      small: ['0.8125rem', '1.25rem'],
      base: ['0.9375rem', '1.5rem'],
      lead: ['1.0625rem', '1.625rem'],
      title: ['1.375rem', '1.75rem'],
      display: ['1.875rem', '2.25rem'],
    },
    borderRadius: { DEFAULT: '0.5rem', full: '9999px', none: '0' },
    boxShadow: {
      float:
        '0 1px 2px light-dark(rgb(29 33 28 / 0.08), rgb(0 0 0 / 0.5)), 0 12px 32px light-dark(rgb(29 33 28 / 0.16), rgb(0 0 0 / 0.6))',
    },
    extend: { maxWidth: { guest: '40rem', work: '72rem', prose: '68ch' } },
  },
  plugins: [plugin(({ addBase }) => addBase({ ':root': variables }))],
} satisfies Config
