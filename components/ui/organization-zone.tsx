'use client'
import { createContext, use, type ReactNode } from 'react'
import { zoneInWords } from './format-time'

const Context = createContext('UTC')

/** Tells everything inside by whose clocks days are counted: the organization's time zone. */
export const OrganizationZone = ({ timeZone, children }: { timeZone: string; children: ReactNode }) => (
  <Context value={timeZone}>{children}</Context>
)

/** The organization's time zone, such as "Europe/Vienna"; UTC until there is one. */
export const useOrganizationZone = () => use(Context)

/** Says whose clocks count: "clocks in America/New York". */
export const OrganizationClocks = () => `clocks in ${zoneInWords(useOrganizationZone())}`
