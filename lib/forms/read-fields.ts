import type { z } from 'zod'

/** The schemas of fields by their names; false: as it is filled in, the form does not ask for the field. */
type Fields = Record<string, z.ZodType | false>

export type Read<Of extends Fields> = { [Name in keyof Of]?: z.output<Exclude<Of[Name], false>> }

/** A sentence with the remedy for each field that can't be taken as it is. */
export type Faults = Record<string, string>

/**
 * Reads fields of a form, each by its schema and one after the other, since a transaction answers one query at a time.
 * What is not asked for, or can't be read, is missing in `read`, and what could be read is there all the same: so
 * what fields say together can be judged, and every fault be told at once. An object of zod keeps that back.
 */
export async function readFields<Of extends Fields>(form: Readonly<Record<string, unknown>>, fields: Of) {
  const read: Record<string, unknown> = {}
  const faults: Faults = {}
  for (const [name, schema] of Object.entries(fields)) {
    if (!schema) continue
    const { data, error } = await schema.safeParseAsync(form[name])
    if (error) faults[name] = error.issues[0]!.message
    else read[name] = data
  }
  return { read: read as Read<Of>, faults }
}
