import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { TextField } from './text-field'

const markup = (type: string, defaultValue?: string) =>
  renderToStaticMarkup(<TextField label="When" name="when" type={type} defaultValue={defaultValue} />)

it.each(['date', 'datetime-local', 'time'])('marks a field of %s that holds none, and no other', (type) => {
  expect(markup(type)).toContain('data-empty="true"')
  expect(markup(type, '2026-03-04')).not.toContain('data-empty')
})

it('marks no other kind of field', () => expect(markup('text')).not.toContain('data-empty'))
