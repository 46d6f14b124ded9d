'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { TextInForm } from '@/lib/terms/administering/get-terms-form'
import { Button } from '../ui/button'
import { useHydrated } from '../ui/use-hydrated'
import { TextFields } from './text-fields'

type Props = { texts: TextInForm[]; pdfLimit: number; mostLanguages: number }

const empty: TextInForm = { language: '', title: '', format: 'markdown', markdown: '', kept: '' }

/** The texts of a version, one a language; more are added as they are needed. */
export function TextsFields({ texts, pdfLimit, mostLanguages }: Props) {
  const [shown, setShown] = useState(texts.length)
  const hydrated = useHydrated()
  const next = texts.length + 1
  return (
    <>
      {Array.from({ length: shown }, (_, at) => (
        <TextFields key={at} place={at + 1} text={texts[at] ?? empty} pdfLimit={pdfLimit} />
      ))}
      {/* Without JavaScript nothing can be added in place. */}
      {next <= mostLanguages && (
        <noscript>
          <TextFields place={next} text={empty} pdfLimit={pdfLimit} />
        </noscript>
      )}
      {hydrated && shown < mostLanguages && (
        <div>
          <Button onClick={() => setShown(shown + 1)}>
            <Plus />
            Add a language
          </Button>
        </div>
      )}
    </>
  )
}
