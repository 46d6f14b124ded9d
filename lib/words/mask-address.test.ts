import { expect, it } from 'vitest'
import { maskAddress } from './mask-address'

it.each([
  ['nicole@contoso.example', 'n•••e@contoso.example'],
  ['n.b@contoso.example', 'n•••b@contoso.example'],
  ['nb@contoso.example', 'n•••@contoso.example'],
  ['n@contoso.example', 'n•••@contoso.example'],
  ['a.very.long.name+tag@mail.contoso.example', 'a•••g@mail.contoso.example'],
])('masks %s as %s', (address, masked) => expect(maskAddress(address)).toBe(masked))
