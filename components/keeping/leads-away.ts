type Click = Pick<MouseEvent, 'button' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'target'>

/** The link by which a click leaves this page in this tab, for another page of ours; null: it doesn’t. */
export function leadsAway(click: Click): HTMLAnchorElement | null {
  const link = click.target instanceof Element ? click.target.closest('a') : null
  const elsewhere = click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey
  if (!link?.href || elsewhere || (link.target && link.target !== '_self') || link.hasAttribute('download')) return null
  const { origin, pathname, search } = new URL(link.href)
  const { location } = window
  if (origin !== location.origin || (pathname === location.pathname && search === location.search)) return null
  return link
}
