import NextForm from 'next/form'
import type { ComponentProps } from 'react'

type Props = Pick<ComponentProps<'form'>, 'aria-label' | 'children' | 'className' | 'id' | 'role'> & { action: string }

/** Asks for a page by what is filled in, as a part of its address. Nothing is fetched before it is sent, as of a link. */
export const GetForm = (props: Props) => <NextForm {...props} prefetch={false} />
