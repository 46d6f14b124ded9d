import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { CheckGroup } from './check-group'
import { zoneInWords } from './format-time'
import { RadioGroup } from './radio-group'
import { SearchedChecks } from './searched-checks'
import { SelectField } from './select-field'

const options = [
  { value: 'a', label: 'First' },
  { value: 'b', label: 'Second' },
]

/** The values that a browser would send with the form. */
const sent = (html: string) =>
  [...html.matchAll(/<(?:option|input)[^>]*value="([^"]*)"[^>]*>/g)]
    .filter(([tag]) => / (?:selected|checked)=/.test(tag))
    .map(([, value]) => value)

describe('what is set and no longer offered stays set', () => {
  it('in a select', () => {
    const html = renderToStaticMarkup(
      <SelectField label="Choice" name="choice" options={options} defaultValue="gone" goneLabel="A deleted one" />,
    )
    expect([sent(html), html.includes('A deleted one')]).toEqual([['gone'], true])
  })

  it('in a radio group', () =>
    expect(
      sent(renderToStaticMarkup(<RadioGroup legend="Choice" name="choice" options={options} defaultValue="gone" />)),
    ).toEqual(['gone']))

  it('in a check group', () => {
    const html = renderToStaticMarkup(
      <CheckGroup legend="Choices" name="choices" options={options} ticked={['gone', 'b']} goneLabel="A deleted one" />,
    )
    expect([sent(html), html.includes('A deleted one')]).toEqual([['gone', 'b'], true])
  })

  it('in a list that is searched', () =>
    expect(
      sent(
        renderToStaticMarkup(
          <SearchedChecks legend="Countries" name="countries" options={options} ticked={['XK', 'b']} search="Find" />,
        ),
      ).sort(),
    ).toEqual(['XK', 'b']))

  it.each(['UTC', 'Asia/Calcutta', 'Etc/GMT+5', 'europe/vienna', 'US/Pacific', '+05:30'])(
    'in the list of time zones, also where it spells %s otherwise',
    (zone) => {
      const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: zoneInWords(value) }))
      expect(
        sent(
          renderToStaticMarkup(<SelectField label="Time zone" name="timeZone" options={zones} defaultValue={zone} />),
        ),
      ).toEqual([zone])
    },
  )
})

it('adds nothing where what is set is offered, or nothing is', () => {
  for (const set of ['a', ''])
    expect(
      renderToStaticMarkup(<RadioGroup legend="Choice" name="choice" options={options} defaultValue={set} />).match(
        /<input/g,
      ),
    ).toHaveLength(2)
  expect(
    renderToStaticMarkup(<CheckGroup legend="Choices" name="choices" options={options} ticked={['a']} />).match(
      /<input/g,
    ),
  ).toHaveLength(2)
})
