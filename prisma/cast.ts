/** The named people of Woodgrove Bank: the same in the demo, the unit tests and the browser tests. */
export const cast = {
  /** A member who shares. */
  megan: { kind: 'member', address: 'megan@woodgrove.example', name: 'Megan Bowen', administrator: false },
  /** A second member. */
  lee: { kind: 'member', address: 'lee@woodgrove.example', name: 'Lee Gu', administrator: false },
  /** A member who reviews access. */
  priya: { kind: 'member', address: 'priya@woodgrove.example', name: 'Priya Nair', administrator: false },
  /** The administrator. */
  adele: { kind: 'member', address: 'adele@woodgrove.example', name: 'Adele Vance', administrator: true },
  /** A guest: a marketing consultant. */
  nicole: { kind: 'guest', address: 'nicole@contoso.example', name: 'Nicole Baker', administrator: false },
  /** A guest of another organization. */
  omar: { kind: 'guest', address: 'omar@fabrikam.example', name: 'Omar Haddad', administrator: false },
} as const

/** Belongs nowhere and was invited by nobody. */
export const stranger = { address: 'sam@northwind.example' } as const

export type CastName = keyof typeof cast

export const organization = { name: 'Woodgrove Bank', timeZone: 'America/New_York' } as const
