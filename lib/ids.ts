import { z } from 'zod'

const uuid = z.uuid()

/** The pattern of an id, a UUID in lower case, as part of a regular expression. */
export const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/** The id that nobody and nothing has (RFC 9562, section 5.9): to look up in place of null, by the same index as any other. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The pattern of a link's token, 32 bytes in base64url, as part of a regular expression. */
export const LINK_TOKEN = '[\\w-]{43}'

/** The pattern of a version's number, from 1 to 999999999 and without a leading zero, as part of a regular expression. */
export const VERSION_NUMBER = '[1-9]\\d{0,8}'

const token = new RegExp(`^${LINK_TOKEN}$`)

/** Checks whether a value is an id. The database refuses a query with any other text in its place. */
export const isId = (value: unknown) => uuid.safeParse(value).success

/** Reads an id. Undefined: the value is none. */
export const readId = (value: unknown) => uuid.safeParse(value).data

/** Checks whether a text has the form of a link's token. */
export const isLinkToken = (text: string) => token.test(text)
