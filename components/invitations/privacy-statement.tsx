import { Markdown } from '../files/markdown'

type Props = { organizationName: string; statement: string }

/** What is kept about a guest, in short, with the whole statement folded in. */
export function PrivacyInShort({ organizationName, statement }: Props) {
  return (
    <section aria-labelledby="privacy" className="mt-10 border-t border-line pt-6">
      <h2 id="privacy" className="font-semibold">
        What is kept about you
      </h2>
      <p className="mt-1 text-muted">
        Your address; when you signed in and from where; when you opened what is shared with you. No password, no
        advertising, no tracking.
      </p>
      <details className="mt-3">
        <summary className="inline-flex min-h-11 items-center font-medium text-accent underline underline-offset-4">
          <span>
            The privacy statement of <bdi>{organizationName}</bdi>
          </span>
        </summary>
        <Statement statement={statement} />
      </details>
    </section>
  )
}

/** The whole statement, set apart from what we say ourselves. */
export function Statement({ statement }: { statement: string }) {
  return (
    <div className="mt-2 rounded border border-line bg-surface px-5 py-4">
      <Markdown>{statement}</Markdown>
    </div>
  )
}
