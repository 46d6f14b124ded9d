import type { PolicyFormView } from '@/lib/policies/get-policy-form'
import { CheckGroup } from '../ui/check-group'
import { KeptCheckbox } from '../ui/kept-checkbox'
import { More } from '../ui/more'
import { RadioGroup } from '../ui/radio-group'
import { TextField } from '../ui/text-field'
import { ControlsError } from './controls-error'
import { choices } from './target-fields'

type Values = PolicyFormView['values']

const operators = [
  { value: 'all', label: 'All of them' },
  { value: 'any', label: 'Any one of them' },
]

/** What is asked of whoever it applies to: what most ask for, then what few do. */
export const ControlFields = ({
  values,
  options: { terms },
}: {
  values: Values
  options: PolicyFormView['options']
}) => (
  <section aria-labelledby="controls" className="group flex flex-col gap-2">
    <h2 id="controls" className="text-lead font-semibold">
      What is asked
    </h2>
    <ControlsError />
    <KeptCheckbox name="block" label="Block" ticked={values.block} hint="Nothing opens, whatever else is met." />
    <KeptCheckbox
      name="multiFactor"
      label="Require multi-factor authentication"
      ticked={values.multiFactor}
      hint="An authenticator app, a recovery code or a passkey, beside the mailed code."
    />
    <KeptCheckbox name="terms" label="Require terms of use" ticked={values.terms} />
    <div className="hidden pl-8 group-has-[input[name=terms]:checked]:block">
      {terms.length > 0 ? (
        <CheckGroup legend="Which terms" name="termsIds" options={choices(terms)} ticked={values.termsIds} />
      ) : (
        <p className="text-small text-muted">There are none yet: write them under Terms of use first.</p>
      )}
    </div>
    <div className="mt-2 mb-4">
      <TextField
        label="Ask for a new code when the last one is this many hours old"
        name="codeHours"
        type="number"
        min={1}
        max={24}
        inputMode="numeric"
        defaultValue={values.codeHours?.toString() ?? ''}
        className="max-w-32"
        hint="1 to 24. Empty: not asked."
      />
    </div>
    <div className="border-b border-line">
      <RareControls values={values} />
      <SessionFields values={values} />
    </div>
  </section>
)

const RareControls = ({ values: { passkey, purpose, viewOnly, codeForEach, operator } }: { values: Values }) => (
  <More
    title="More that can be asked"
    hint="A passkey, a purpose, view only, a code each time"
    fields={['operator']}
    open={passkey || purpose || viewOnly || codeForEach || operator === 'any'}
  >
    <div className="flex flex-col gap-2">
      <KeptCheckbox name="passkey" label="Require a passkey" ticked={passkey} hint="Can’t be phished." />
      <KeptCheckbox
        name="purpose"
        label="Ask for the purpose"
        ticked={purpose}
        hint="Once a session. The sharer sees the answer."
      />
      <KeptCheckbox
        name="viewOnly"
        label="View only"
        ticked={viewOnly}
        hint="No download is offered. What a page can show opens in it; a determined person can keep a copy."
      />
      <KeptCheckbox name="codeForEach" label="Require a code for each resource" ticked={codeForEach} />
    </div>
    <RadioGroup
      legend="Where several are ticked, require"
      name="operator"
      options={operators}
      defaultValue={operator}
      columns={2}
    />
  </More>
)

/** How long a session reaches. */
const SessionFields = ({ values }: { values: Values }) => (
  <More
    title="Session"
    hint="How long it lasts"
    fields={['sessionHours', 'idleMinutes']}
    open={Boolean(values.sessionHours || values.idleMinutes || values.endsWithBrowser)}
  >
    <TextField
      label="End a session after this many hours"
      name="sessionHours"
      type="number"
      min={1}
      max={24}
      inputMode="numeric"
      defaultValue={values.sessionHours?.toString() ?? ''}
      className="max-w-32"
      hint="Without this, 24."
    />
    <TextField
      label="Sign out after this many minutes without activity"
      name="idleMinutes"
      type="number"
      min={1}
      max={1440}
      inputMode="numeric"
      defaultValue={values.idleMinutes?.toString() ?? ''}
      className="max-w-32"
    />
    <KeptCheckbox name="endsWithBrowser" label="Sign out when the browser closes" ticked={values.endsWithBrowser} />
  </More>
)
