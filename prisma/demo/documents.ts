import { pdf } from './pdf'

export const brandGuidelines = pdf('Woodgrove Bank: brand guidelines', [
  'Evergreen is our one color. It stands on white or on warm gray.',
  'Headlines are set in a serif, everything else in a sans serif.',
  'The tree never leans: keep it upright and give it its own width of air.',
  'We write to customers the way we speak to them at the counter.',
  'Questions: Megan Bowen, Marketing.',
])

export const mediaBudget = Buffer.from(`Channel,Month,Planned (USD),Committed (USD)
Radio,October,42000,42000
Print,October,18500,17900
Online video,October,61000,48250
Radio,November,42000,21000
Print,November,18500,0
Online video,November,75000,30000
`)

export const pressContacts = Buffer.from(`Paper,Name,Telephone
Northern Evening Post,Ines Moreau,+1 555 0134
Harbor Weekly,Tom Adler,+1 555 0177
Radio Three Rivers,Yuki Mori,+1 555 0192
`)

export const springPosters = pdf('Spring posters, final', [
  'Three motifs for the windows of all branches.',
  'They come down on the last day of May.',
])

export const cardDrafts = `# Card statements, drafts

1. One page, the balance at the top.
2. Foreign purchases stand apart, with the rate of the day.
3. The telephone number is the branch's own.
`

export const kickoffNotes = Buffer.from(`# Kick-off, autumn campaign

Present: Megan Bowen, Nicole Baker, Lee Gu

- The message is "A bank that knows your street".
- Contoso delivers three drafts of the radio spot by the end of the month.
- Branches get posters two weeks before the first spot runs.
- Lee checks every figure that appears in print.
`)

export const q3Plan = `# Q3 plan

What we want by the end of the quarter, and who sees to it.

| Goal | Who | Until |
| --- | --- | --- |
| 4,000 new current accounts | Megan Bowen | 30 September |
| Radio spot in three regions | Contoso | 15 August |
| New card statements | Lee Gu | 1 September |

## Open questions

1. Does the spot name the interest rate, or only the branch?
2. Who answers calls on the two weekends after the launch?

> Numbers in this plan are confidential until the results are published.
`

export const onboarding = `# Onboarding of suppliers

Welcome. These are the four steps until your first invoice is paid.

1. Send the signed agreement to your contact at Woodgrove Bank.
2. Name the two people who may change your bank details.
3. Read our rules on gifts; they are one page long.
4. Write the order number on every invoice.
`

export const boardMinutes = `# Minutes, marketing board

- The autumn campaign may go ahead as planned.
- The budget for online video is raised once, by 14,000.
- Access of outside agencies is looked through before the year ends.
`
