import { movePath } from '@/lib/page-paths'

/** Returns the address of the form that moves one entry, which leads back to the folder that it was chosen in. */
export const moveAddress = (spaceId: string, chosen: { thing?: string; folder?: string; from: string }) =>
  `${movePath(spaceId)}?${new URLSearchParams(chosen)}`
