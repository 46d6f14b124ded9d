import type { PolicyFormView } from '@/lib/policies/get-policy-form'
import { ActionForm } from '../ui/action-form'
import { Banner } from '../ui/banner'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { RadioGroup } from '../ui/radio-group'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'
import { ConditionFields } from './condition-fields'
import { ConfirmOwnLoss } from './confirm-own-loss'
import { ControlFields } from './control-fields'
import { PolicyPreview } from './policy-preview'
import { WhatFields, WhoFields } from './target-fields'

const states = [
  {
    value: 'report_only',
    label: 'Report only',
    hint: 'Nobody notices. The trail of sign-ins says what it would have done.',
  },
  { value: 'on', label: 'On', hint: 'Counts from the next request of everybody on.' },
  { value: 'off', label: 'Off' },
]

type Props = {
  view: PolicyFormView
  submit: FormAction
  /** Answers the preview while the form is filled in. */ previewUrl: string
}

/** Whom, on what, under which conditions, and what is asked of them. */
export function PolicyForm({ view: { policy, faults, values, options }, submit, previewUrl }: Props) {
  return (
    <ActionForm action={submit} label={policy ? 'Change policy' : 'New policy'}>
      {policy && (
        <>
          <input type="hidden" name="policyId" value={policy.id} />
          <input type="hidden" name="revision" value={policy.revision} />
        </>
      )}
      {faults.map((fault) => (
        <Banner key={fault} tone="danger">
          {fault}
        </Banner>
      ))}
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <TextField label="Name" name="name" defaultValue={values.name} maxLength={120} required autoComplete="off" />
          <WhoFields values={values} />
          <WhatFields values={values} options={options} />
          <ConditionFields values={values} options={options} />
          <ControlFields values={values} options={options} />
        </div>
        <div className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-10">
          <RadioGroup legend="State" name="state" options={states} defaultValue={values.state} />
          <PolicyPreview url={previewUrl} />
          <ConfirmOwnLoss />
          <div className="flex flex-wrap gap-2">
            <SubmitButton pendingLabel="Saving">Save policy</SubmitButton>
            <LinkButton href="/admin/policies" variant="quiet">
              Cancel
            </LinkButton>
          </div>
        </div>
      </div>
    </ActionForm>
  )
}
