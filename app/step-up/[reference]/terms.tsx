import { headers } from 'next/headers'
import { load } from '@/app/_boundary/load'
import { TermsStep } from '@/components/step-up/terms-step'
import { getTermsStep } from '@/lib/terms/accepting/get-terms-step'
import { readAcceptLanguage } from '@/lib/terms/languages'
import { acceptTerms, declineTerms } from './actions'

type Props = { reference: string; documentId: string; language: unknown; languageHref: (language: string) => string }

/** The terms that are asked for, in the language chosen here or the browser's. */
export async function Terms({ reference, documentId, language, languageHref }: Props) {
  const wanted = readAcceptLanguage((await headers()).get('accept-language'))
  const terms = await load(getTermsStep, {
    reference,
    documentId,
    wanted,
    language: typeof language === 'string' ? language : null,
  })
  return (
    <TermsStep
      terms={terms}
      reference={reference}
      accept={acceptTerms}
      decline={declineTerms}
      languageHref={languageHref}
    />
  )
}
