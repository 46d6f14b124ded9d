export const outcomeWords: Record<string, string> = {
  'sign-in': 'Signed in',
  allowed: 'Let on by policies',
  asked: 'Asked for something first',
  refused: 'Refused',
  'would-have-asked': 'Would have been asked (report only)',
  'would-have-refused': 'Would have been refused (report only)',
}
