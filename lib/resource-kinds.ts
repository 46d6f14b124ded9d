// Imports nothing, so that pages in the browser know the same kinds.

/** Every kind of thing that can be made and shared, in the order in which forms offer them. */
export const thingKinds = ['file', 'link', 'page'] as const

export type ThingKind = (typeof thingKinds)[number]

/** Every kind of resource: a thing, or a space that holds things. */
export const resourceKinds = [...thingKinds, 'space'] as const

export type ResourceKind = (typeof resourceKinds)[number]
