import { composed } from '../../../composed'
import { isOfDevice } from '../../../files/file-name'
import { isSeen, requiredLine } from '../../../plain-text'

/** What is there without ink: two names that differ in it alone read alike. */
const inkless = /\p{Default_Ignorable_Code_Point}/gu

/** A folder's name, which any system can make a directory of: one line, no part of a path. */
export const folderName = requiredLine(200, 'Give the folder a name.')
  .refine((name) => !/[/\\]/.test(name), 'Leave out / and \\: a folder within a folder is made there.')
  .refine((name) => !name.endsWith('.'), 'Let the name end with something other than a dot.')
  .refine((name) => !isOfDevice(name), 'Choose another name: Windows keeps this one for itself.')

/** Makes what names are compared by: twins in other spellings, capitals or widths come to the same. */
export function alikeOf(name: string) {
  const plain = composed(name, 'NFKC').toUpperCase().toLowerCase().replace(inkless, '')
  return isSeen(plain) ? composed(plain, 'NFKC') : name
}
