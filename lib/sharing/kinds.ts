/** Every kind of resource, the one that is offered first in front. */
export const resourceKinds = ['file', 'link', 'page'] as const

export type ResourceKind = (typeof resourceKinds)[number]
