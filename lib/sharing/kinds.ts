/** Every kind of resource, in the order in which forms offer them. */
export const resourceKinds = ['file', 'link', 'page'] as const

export type ResourceKind = (typeof resourceKinds)[number]
