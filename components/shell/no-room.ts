/** By what an error page knows that the disk is full: it stands in place of the reference, since nothing else of an error reaches it. */
export const NO_ROOM = 'no-room'
