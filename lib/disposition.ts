import contentDisposition from 'content-disposition'

/**
 * Names a file in the header of its bytes. What is not plain ASCII travels as UTF-8 beside a plain name (RFC 8187), and so
 * do quotation marks, backslashes and percent signs: curl and wget end a name at the first quotation mark, however it is escaped.
 */
export const disposition = (name: string, type: 'inline' | 'attachment') =>
  contentDisposition(name, { type, fallback: plain(name) })

const plain = (name: string) => name.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]|%/g, '_')
