const names: Record<string, string> = {
  title: 'the title',
  note: 'the note',
  url: 'the address',
  body: 'the text',
}

/** Names the parts of a resource that were changed: “the title and the text”. Null: an event that doesn't say. */
export function partsInWords(parts: unknown): string | null {
  const named = Array.isArray(parts) ? parts.flatMap((part) => names[String(part)] ?? []) : []
  return named.length > 0 ? new Intl.ListFormat('en').format(named) : null
}
