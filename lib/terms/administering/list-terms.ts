import { authorize } from '../../access/authorize'
import type { Caller } from '../../principal'
import { MOST_DOCUMENTS } from './create-terms'
import { findDocuments } from './list-terms.sql'

/** Every document of terms, by name: there are 40 at most. */
export async function listTerms(caller: Caller, _input: object = {}) {
  authorize(caller, 'terms.list')
  const rows = await findDocuments()
  return { rows, full: rows.length >= MOST_DOCUMENTS }
}
