import { Link } from '../ui/link'
import { termsPath } from '@/lib/page-paths'
import type { TermsStep as View } from '@/lib/terms/accepting/get-terms-step'
import { TermsText } from '../terms/terms-text'
import { ActionForm } from '../ui/action-form'
import { Banner } from '../ui/banner'
import type { FormAction } from '../ui/form-state'
import { SubmitButton } from '../ui/submit-button'
import { StepHeader } from './step-header'
import { TermsBefore } from './terms-before'

type Props = {
  terms: View
  reference: string
  accept: FormAction
  decline: FormAction
  /** Where the same step stands in another language. */
  languageHref: (language: string) => string
}

/** The text in full, and two buttons: each says what comes of it. Where something else would do instead, nobody has to decline. */
export function TermsStep({ terms, reference, accept, decline, languageHref }: Props) {
  const { title, language, languages, textId, sha256, markdown } = terms
  const fields = { reference, textId, sha256 }
  return (
    <>
      <StepHeader title={title} left={terms.left}>
        Read this and accept it to go on.
      </StepHeader>
      {terms.before && (
        <div className="mb-6">
          <Banner tone="accent">
            <TermsBefore before={terms.before} number={terms.number} />
          </Banner>
        </div>
      )}
      {languages.length > 1 && (
        <nav aria-label="Language" className="mb-3 flex flex-wrap gap-x-4">
          {languages.map((one) => (
            <Link
              key={one.language}
              href={languageHref(one.language)}
              hrefLang={one.language}
              lang={one.language}
              aria-current={one.language === language ? 'true' : undefined}
              className="inline-flex min-h-11 items-center text-muted underline underline-offset-4 hover:text-ink aria-[current=true]:font-medium aria-[current=true]:text-ink aria-[current=true]:no-underline"
            >
              <bdi>{one.name}</bdi>
            </Link>
          ))}
        </nav>
      )}
      <TermsText
        title={title}
        language={language}
        markdown={markdown}
        pdf={`${termsPath(textId)}/pdf?reference=${reference}`}
      />
      <div className="mt-6 flex flex-wrap items-start gap-3">
        <Answer action={accept} fields={fields} label="Accept" pendingLabel="Accepting…" />
        {terms.alone && <Answer action={decline} fields={fields} label="Decline" pendingLabel="Declining…" quiet />}
      </div>
      {terms.alone && (
        <p className="mt-3 text-small text-muted">
          If you decline you are signed out, and whoever shared with you may be told. You can come back and accept
          later.
        </p>
      )}
    </>
  )
}

type AnswerProps = {
  action: FormAction
  fields: Record<string, string>
  label: string
  pendingLabel: string
  quiet?: boolean
}

const Answer = ({ action, fields, label, pendingLabel, quiet }: AnswerProps) => (
  <ActionForm action={action} inline label={label}>
    {Object.entries(fields).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
    <SubmitButton variant={quiet ? 'secondary' : 'primary'} pendingLabel={pendingLabel}>
      {label}
    </SubmitButton>
  </ActionForm>
)
