/** As much of the caller as a shell shows. */
export type ShellCaller = { address: string; name: string | null; kind: 'member' | 'guest'; administrator: boolean }
