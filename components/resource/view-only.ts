/** Why there is no download, and who can change that: the sharer what is a role, and nobody on the spot what is a condition for access. */
export function viewOnly(sharer: string, { shown, mayAsk }: { shown: boolean; mayAsk: boolean }): string {
  const why = mayAsk
    ? 'downloading is not part of your access'
    : 'your access is under conditions that allow no download at present'
  if (shown) return `You can view this here; ${why}.${mayAsk ? ` ${sharer} can change that.` : ''}`
  return `No page can show files of this kind, and ${why}.${mayAsk ? ` ${sharer} can let you download it.` : ` Ask ${sharer} for it in another form.`}`
}
