const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]

export const themeCookie = 'foyer-theme'

export const toTheme = (value: unknown): Theme => themes.find((theme) => theme === value) ?? 'system'
