import type { SettingLine } from '@/lib/reviews/setting-up/settings-in-words'

/** Settings to read: a word, and what is so. */
export const SettingLines = ({ lines }: { lines: SettingLine[] }) => (
  <dl className="flex flex-col">
    {lines.map(({ label, words }) => (
      <div key={label} className="grid gap-x-6 border-b border-line py-2.5 sm:grid-cols-[12rem_1fr]">
        <dt className="text-small leading-6 text-muted">{label}</dt>
        <dd className="max-w-prose wrap-anywhere whitespace-pre-line">{words}</dd>
      </div>
    ))}
  </dl>
)
