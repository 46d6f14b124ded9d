import { Section } from '../ui/section'

/** Says which rows of an earlier version break a rule that new rows are held to. */
export const UnfitRows = ({ lines }: { lines: readonly string[] }) => (
  <Section title="Rows that don’t fit" id="unfit-rows">
    <p className="mb-2 max-w-prose text-muted">
      An earlier version kept these. They go on as they are; new ones are held to the rule that these break.
    </p>
    <ul className="flex max-w-prose flex-col gap-2">
      {lines.map((line) => (
        <li key={line} className="wrap-anywhere">
          {line}
        </li>
      ))}
    </ul>
  </Section>
)
