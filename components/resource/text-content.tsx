import { Markdown } from '../files/markdown'

type Props = { text: string; markdown: boolean; name: string; cut: boolean }

/** A text file: Markdown as it is meant, anything else as it is written. */
export function TextContent({ text, markdown, name, cut }: Props) {
  return (
    <div>
      {markdown ? (
        <Markdown>{text}</Markdown>
      ) : (
        <pre
          dir="auto"
          tabIndex={0}
          role="region"
          aria-label={name}
          className="max-h-[80dvh] overflow-auto rounded border border-line bg-surface p-4 font-mono text-small whitespace-pre-wrap"
        >
          {text}
        </pre>
      )}
      {cut && <p className="mt-3 text-small text-muted">This is the beginning. The file goes on after it.</p>}
    </div>
  )
}
