/** `ended_before`: as the item is marked already. */
export type Result = { result: 'applied' | 'nothing_left' | 'failed' | 'ended_before'; reason?: string }

/** What was done of the items, by their ids, and what is to be mailed about it. */
export type Removal = { results: Map<number, Result>; news: Ended[] }

export type Ended = {
  itemId: number
  grantId: string
  address: string
  /** Has been here, so that the end is news to them. */
  known: boolean
  title: string
  kind: 'link' | 'file' | 'page'
  sharerName: string | null
  sharerAddress: string
}
