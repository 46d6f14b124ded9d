import type { ItemRow } from '@/lib/reviews/answering/item-view'

/** An item in few words: "Nicole Baker · Q3 plan". */
export const displayed = ({ person, resource }: Pick<ItemRow, 'person' | 'resource'>) =>
  [person.name ?? person.address, resource?.title].filter(Boolean).join(' · ')
