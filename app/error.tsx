'use client'
import { BrokenPage } from '@/components/shell/broken-page'

type Props = { error: Error & { digest?: string }; /** Asks for the page anew. */ retry: () => void }

export default function ErrorPage({ error, retry }: Props) {
  return <BrokenPage reference={error.digest ?? null} retry={retry} />
}
