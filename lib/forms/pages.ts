import { z } from 'zod'

export const PAGE_SIZE = 50

/** Reads the number of a page from an address. 1 where it can't be read. */
export const pageField = z.coerce.number().int().min(1).max(100_000).catch(1)

/** Reads the search words from an address, at most 200 characters. Empty where they can't be read. */
export const searchField = z.string().trim().max(200).catch('')

/** Counts the pages of a list of `total` rows: 1 for an empty one. */
export const pagesOf = (total: number) => Math.max(1, Math.ceil(total / PAGE_SIZE))

/** Finds one page of a list of `total` rows. Returns the last page for a number past the end. */
export async function pageOf<Row>(asked: number, total: number, find: (skip: number) => Promise<Row[]>) {
  const pages = pagesOf(total)
  const page = Math.min(asked, pages)
  return { rows: await find((page - 1) * PAGE_SIZE), total, page, pages }
}
