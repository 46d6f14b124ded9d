import { Section } from '../ui/section'

/** Says which rows of an earlier version break a rule that new rows are held to. */
export const UnfitRows = ({ lines }: { lines: readonly string[] }) => (
  <Section title="Rows that don’t fit" id="unfit-rows">
    <ul className="flex max-w-prose flex-col gap-2">
      {lines.map((line) => (
        <li key={line} className="wrap-anywhere">
          {line}
        </li>
      ))}
    </ul>
  </Section>
)
