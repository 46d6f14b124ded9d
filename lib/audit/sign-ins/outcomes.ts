/** What can be asked for: sign-ins, each answer, and what policies that only report would have done. */
export const outcomes = ['sign-in', 'allowed', 'asked', 'refused', 'would-have-asked', 'would-have-refused'] as const
