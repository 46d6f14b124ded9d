import type { ShellPage } from './member-pages'

/** Whether a place is the page that is shown, or holds it: as `aria-current` has it. */
export function whereItIs({ href, also = [] }: Pick<ShellPage, 'href' | 'also'>, path: string) {
  if (path === href) return 'page'
  return [href, ...also].some((place) => path === place || path.startsWith(`${place}/`)) ? 'true' : undefined
}
