/** The outcomes to search for: sign-ins, each answer, and the answers that report-only policies would have given. */
export const outcomes = ['sign-in', 'allowed', 'asked', 'refused', 'would-have-asked', 'would-have-refused'] as const
