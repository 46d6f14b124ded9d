'use client'
import { Check, Copy } from 'lucide-react'
import { Button } from './button'

/** `copied`: just now. */
export const CopyButton = ({ copied, copy }: { copied: boolean; copy: () => void }) => (
  <Button onClick={copy} className="min-w-28">
    {copied ? <Check /> : <Copy />}
    {copied ? 'Copied' : 'Copy'}
  </Button>
)
