import { db } from '../db/client'
import type { Caller } from '../principal'

/** The organization's privacy statement as it stands, in Markdown. Everybody may read it. */
export async function getPrivacyStatement(_caller: Caller) {
  const { name, privacyStatement } = await db().organization.findUniqueOrThrow({
    where: { id: 1 },
    select: { name: true, privacyStatement: true },
  })
  return { organizationName: name, privacyStatement }
}
