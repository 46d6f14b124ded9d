import { Link } from '../ui/link'
import type { PolicyFormView } from '@/lib/policies/get-policy-form'
import { TemplateCards } from '../ui/template-cards'

/** What a new policy may begin with. */
export const PolicyTemplates = ({
  templates,
  chosen,
}: {
  templates: PolicyFormView['templates']
  chosen: string | null
}) => (
  <section aria-label="Templates" className="mb-10 flex flex-col gap-3">
    <p className="text-muted">
      Begin with one of these, or fill in the form. Everything in it can be changed.{' '}
      {chosen && (
        <Link href="/admin/policies/new" className="font-medium text-accent underline underline-offset-4">
          Begin with nothing
        </Link>
      )}
    </p>
    <TemplateCards templates={templates} href={(key) => `/admin/policies/new?template=${key}`} chosen={chosen} />
  </section>
)
