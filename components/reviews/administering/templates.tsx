import type { ReviewTemplate } from '@/lib/reviews/setting-up/review-templates'
import { TemplateCards } from '../../ui/template-cards'

/** What a first review may be: three that most begin with. */
export function Templates({ templates }: { templates: readonly ReviewTemplate[] }) {
  return (
    <div className="flex flex-col gap-5">
      <div className="max-w-prose">
        <p className="text-lead font-medium">No reviews yet</p>
        <p className="text-muted">
          A review asks the right people whether each guest’s access should stay, and acts on the answer. Begin with one
          of these; everything in it can be changed.
        </p>
      </div>
      <TemplateCards templates={templates} href={(key) => `/admin/reviews/new?template=${key}`} />
    </div>
  )
}
