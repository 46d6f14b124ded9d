/** What is measured beside its aim: a rate that should reach it, or a time that should not exceed it. */
export type Ratio = { what: string; ratio: number; aim: number; unit?: string; atMost?: true }

const reached = ({ ratio, aim, atMost }: Ratio) => (atMost ? ratio <= aim : ratio >= aim)

export function ratioTable(all: Ratio[]) {
  const figure = (value: number, unit = '') => `${value.toFixed(2)}${unit && ` ${unit}`}`
  return table(
    ['what', 'measured', 'aim', ''],
    all.map((one) => [
      one.what,
      figure(one.ratio, one.unit),
      `${one.atMost ? 'at most' : 'at least'} ${figure(one.aim, one.unit)}`,
      reached(one) ? 'reached' : '**missed**',
    ]),
  )
}

/** A table in Markdown. */
export function table(head: string[], rows: string[][]) {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

export const count = (number: number) => number.toLocaleString('en-US')
