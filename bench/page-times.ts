import { performance } from 'node:perf_hooks'
import { expectPage, type Visitor } from './visitor'

/** A page as somebody asks for it, and what has to stand in it. */
export type Page = { name: string; visitor: Visitor; path: string; text: string }

/** Milliseconds, the median of all requests for each page, by its name. */
export type PageTimes = Map<string, number>

/** Asks for each page in turn, one request at a time, for as long as `goOn` says; the first rounds warm up and don't count. */
export async function timePages(
  pages: Page[],
  goOn: (rounds: number) => boolean | Promise<boolean>,
  { warmUp = 0 } = {},
): Promise<PageTimes> {
  const times = new Map(pages.map(({ name }) => [name, [] as number[]]))
  for (let round = -warmUp; round < 0 || (await goOn(round)); round++)
    for (const page of pages) {
      const time = await timePage(page)
      if (round >= 0) times.get(page.name)!.push(time)
    }
  return new Map([...times].map(([name, all]) => [name, median(all)]))
}

async function timePage({ visitor, path, text }: Page) {
  const started = performance.now()
  const answer = await visitor.get(path)
  const time = performance.now() - started
  expectPage(answer, text)
  return time
}

export const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
