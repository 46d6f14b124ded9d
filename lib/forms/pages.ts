export const PAGE_SIZE = 50

/** One page of a list of `total` rows. A page past the end is the last one. */
export async function pageOf<Row>(asked: number, total: number, find: (skip: number) => Promise<Row[]>) {
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
  const page = Math.min(asked, pages)
  return { rows: await find((page - 1) * PAGE_SIZE), total, page, pages }
}
