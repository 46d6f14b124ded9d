/** However many ask at once, `ask` is asked once, and all get its answer. */
export function oneAtATime<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asking: Promise<Answer> | null = null
  return () => (asking ??= ask().finally(() => (asking = null)))
}
