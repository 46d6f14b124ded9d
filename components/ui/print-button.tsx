'use client'
import { Printer } from 'lucide-react'
import { Button } from './button'
import type { ButtonVariant } from './button-class'

export const PrintButton = ({ variant }: { variant?: ButtonVariant }) => (
  <Button variant={variant} onClick={() => window.print()}>
    <Printer />
    Print
  </Button>
)
