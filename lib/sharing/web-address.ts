import { Invalid } from '../errors'

const LONGEST = 2000

/**
 * The https address that a link leads to, in the one spelling browsers use. An address inside the organization's
 * network is fine: nothing here ever fetches it. Throws `Invalid` for `url`.
 */
export function readWebAddress(typed: string): string {
  const text = typed.trim()
  const refuse = (sentence: string) => new Invalid({ url: sentence })
  if (!text) throw refuse('Enter the web address, beginning with https://.')
  if (text.length > LONGEST) throw refuse(`This address is longer than ${LONGEST.toLocaleString('en-US')} characters. Take a shorter one.`)
  if (/[\s\p{Cc}\p{Cf}\\]/u.test(text)) throw refuse('There is a space, a backslash or an invisible character in this address. Copy it again.')
  if (!/^https:\/\//i.test(text) || !URL.canParse(text)) throw refuse('Write the whole address, beginning with https://.')
  const { href, username, password } = new URL(text)
  if (username || password) throw refuse('Take the name and password before the @ out of this address.')
  return href
}
