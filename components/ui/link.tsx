import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/**
 * Leads to another page of the portal. Nothing is fetched before it is followed: every page is made for its reader at that
 * moment, so what Next.js fetches ahead holds nothing to show, and asks the server twice for each link in sight.
 */
export const Link = (props: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) => (
  <NextLink {...props} prefetch={false} />
)
