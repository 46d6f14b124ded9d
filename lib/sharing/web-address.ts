import { Invalid } from '../errors'

/** Characters. */
const LONGEST = 2000

/** Matches an address without `https://`: a host with a dot in it or with a path, such as `www.example.org` or `intranet/rates`. */
const BARE = /^(?=[^/?#]*\.|[^/?#]+\/)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*(?::\d{1,5})?(?:[/?#]|$)/u

/**
 * Reads the https address of a link, in the spelling that browsers use. Adds `https://` to a bare host. Takes an address inside
 * the organization's network too, since the server never fetches it. Throws `Invalid` for `url`.
 */
export function readWebAddress(typed: string): string {
  const text = typed.trim()
  const refuse = (sentence: string) => new Invalid('web-address.malformed', { url: sentence })
  if (!text) throw refuse('Enter the web address, beginning with https://.')
  if (text.length > LONGEST)
    throw refuse(`This address is longer than ${LONGEST.toLocaleString('en-US')} characters. Take a shorter one.`)
  if (/[\s\p{Cc}\p{Cf}\\]/u.test(text))
    throw refuse('There is a space, a backslash or an invisible character in this address. Copy it again.')
  if (/^http:\/\//i.test(text))
    throw refuse('An address with http:// can be read along on its way. Enter the one with https://.')
  const whole = BARE.test(text) ? `https://${text}` : text
  if (!/^https:\/\//i.test(whole) || !URL.canParse(whole))
    throw refuse('Write the whole address, beginning with https://.')
  const { href, username, password } = new URL(whole)
  if (username || password) throw refuse('Take the name and password before the @ out of this address.')
  return href
}
