'use client'
import type { TextInForm } from '@/lib/terms/administering/get-terms-form'
import { GrowingList } from '../ui/growing-list'
import { TextFields } from './text-fields'

type Props = { texts: TextInForm[]; pdfLimit: number; mostLanguages: number }

const empty: TextInForm = { language: '', title: '', format: 'markdown', markdown: '', kept: '' }

/** The texts of a version, one a language. */
export const TextsFields = ({ texts, pdfLimit, mostLanguages }: Props) => (
  <GrowingList count={texts.length} most={mostLanguages} add="Add a language">
    {(place) => <TextFields place={place} text={texts[place - 1] ?? empty} pdfLimit={pdfLimit} />}
  </GrowingList>
)
