import { domainOf } from '../principal'

/**
 * "n•••e@contoso.example": enough for whoever owns the address to know it, and not for a stranger to write to.
 * However long the name, the dots are three.
 */
export function maskAddress(address: string) {
  const name = [...address.slice(0, address.lastIndexOf('@'))]
  const last = name.length > 2 ? name.at(-1) : ''
  return `${name[0]}•••${last}@${domainOf(address)}`
}
