/** Does something for each in turn, also after one failed; then throws what failed first. */
export const oneByOne = async <Thing>(things: readonly Thing[], work: (thing: Thing) => Promise<unknown>) => {
  const failed: unknown[] = []
  for (const thing of things) await work(thing).catch((error: unknown) => failed.push(error))
  if (failed.length > 0) throw failed[0]
}
