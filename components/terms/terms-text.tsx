import { Markdown } from '../files/markdown'
import { Preview } from '../resource/preview'

type Props = { title: string; language: string; /** Null: a PDF, at `pdf`. */ markdown: string | null; pdf: string }

/** A text of terms as it is read, in a page. */
export function TermsText({ title, language, markdown, pdf }: Props) {
  if (markdown === null) return <Preview showing="pdf" bytes={pdf} name={title} mayDownload />
  return (
    <div lang={language} className="rounded border border-line bg-surface px-5 py-4">
      <Markdown>{markdown}</Markdown>
    </div>
  )
}
