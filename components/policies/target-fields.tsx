import type { PolicyFormView } from '@/lib/policies/get-policy-form'
import { CheckGroup } from '../ui/check-group'
import { KeptCheckbox } from '../ui/kept-checkbox'
import { More } from '../ui/more'
import { RadioGroup } from '../ui/radio-group'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'

type Values = PolicyFormView['values']
type Options = PolicyFormView['options']

const who = [
  { value: 'guests', label: 'Guests', hint: 'All of them.' },
  { value: 'members', label: 'Members', hint: 'Administrators too.' },
  { value: 'people', label: 'Chosen people' },
  { value: 'domains', label: 'Guests at mail domains' },
  { value: 'new', label: 'New guests' },
]

/** Whom it is for. What is chosen opens the field that goes with it; without a browser that can, all stand open. */
export const WhoFields = ({ values }: { values: Values }) => (
  <section aria-labelledby="who" className="group flex flex-col gap-4">
    <h2 id="who" className="text-lead font-semibold">
      Who
    </h2>
    <CheckGroup legend="Who" quiet name="who" options={who} ticked={values.who} columns={2} />
    <div className="hidden group-has-[input[value=people]:checked]:block">
      <TextArea
        label="People"
        name="people"
        rows={2}
        spellCheck={false}
        defaultValue={values.people}
        hint="Their addresses, one a line."
      />
    </div>
    <div className="hidden group-has-[input[value=domains]:checked]:block">
      <TextArea
        label="Mail domains"
        name="domains"
        rows={2}
        spellCheck={false}
        defaultValue={values.domains}
        hint="Such as contoso.com."
      />
    </div>
    <div className="hidden group-has-[input[value=new]:checked]:block">
      <TextField
        label="Days a guest counts as new"
        name="newGuestDays"
        type="number"
        min={1}
        max={365}
        inputMode="numeric"
        defaultValue={values.newGuestDays?.toString() ?? ''}
        className="max-w-32"
        hint="From the invitation."
      />
    </div>
    <More
      title="Except"
      hint="People and domains it never touches"
      fields={['exceptPeople', 'exceptDomains']}
      open={Boolean(values.exceptPeople || values.exceptDomains || values.exceptAdministrators)}
    >
      <KeptCheckbox name="exceptAdministrators" label="Except administrators" ticked={values.exceptAdministrators} />
      <TextArea
        label="Except people"
        name="exceptPeople"
        rows={2}
        spellCheck={false}
        defaultValue={values.exceptPeople}
        hint="Their addresses, one a line. An exception wins over everything above."
      />
      <TextArea
        label="Except mail domains"
        name="exceptDomains"
        rows={2}
        spellCheck={false}
        defaultValue={values.exceptDomains}
      />
    </More>
  </section>
)

const resources = [
  { value: 'all', label: 'All resources', hint: 'Whatever is shared.' },
  { value: 'chosen', label: 'Chosen resources', hint: 'By title or by label.' },
  { value: 'none', label: 'None', hint: 'Only parts of the portal.' },
]

const areas = [
  { value: 'sharing', label: 'Sharing', hint: 'Everything members share with.' },
  { value: 'administration', label: 'Administration', hint: 'People, policies, setting up reviews, and the rest.' },
  {
    value: 'reviews',
    label: 'Reviews',
    hint: 'Answering what a review asks. Guests who answer about themselves are never blocked.',
  },
]

/** What it is set on. */
export const WhatFields = ({ values, options: { labels } }: { values: Values; options: Options }) => (
  <section aria-labelledby="what" className="group flex flex-col gap-4">
    <h2 id="what" className="text-lead font-semibold">
      On what
    </h2>
    <RadioGroup legend="Resources" name="resources" options={resources} defaultValue={values.resources} columns={3} />
    <div className="hidden flex-col gap-4 group-has-[input[value=chosen]:checked]:flex">
      <TextArea
        label="Resources by title"
        name="resourceNames"
        rows={2}
        spellCheck={false}
        defaultValue={values.resourceNames}
        hint="One a line: the title as it stands, or the address of its page."
      />
      {labels.length > 0 && (
        <CheckGroup
          legend="All with the label"
          name="labelIds"
          options={choices(labels)}
          ticked={values.labelIds}
          columns={3}
        />
      )}
    </div>
    <CheckGroup legend="Parts of the portal" name="areas" options={areas} ticked={values.areas} columns={3} />
    <More
      title="Except"
      hint="Resources it never touches"
      fields={['exceptResourceNames']}
      open={Boolean(values.exceptResourceNames || values.exceptLabelIds.length > 0)}
    >
      <TextArea
        label="Except resources"
        name="exceptResourceNames"
        rows={2}
        spellCheck={false}
        defaultValue={values.exceptResourceNames}
      />
      {labels.length > 0 && (
        <CheckGroup
          legend="Except all with the label"
          name="exceptLabelIds"
          options={choices(labels)}
          ticked={values.exceptLabelIds}
          columns={3}
        />
      )}
    </More>
  </section>
)

/** What can be ticked, by id. */
export const choices = (all: readonly { id: string; name: string }[]) =>
  all.map(({ id, name }) => ({ value: id, label: name }))
