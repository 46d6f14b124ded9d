import type { SettingsView } from '@/lib/organization/get-settings'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { zoneInWords } from '../ui/format-time'
import { LinkButton } from '../ui/link-button'
import { Section } from '../ui/section'
import { SelectField } from '../ui/select-field'
import { SubmitButton } from '../ui/submit-button'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'

type Props = { settings: SettingsView; timeZones: readonly string[]; action: FormAction }

export function SettingsForm({ settings, timeZones, action }: Props) {
  return (
    <ActionForm action={action} className="max-w-guest">
      <input type="hidden" name="revision" value={settings.revision} key={settings.revision} />
      <Section title="Organization">
        <div className="flex flex-col gap-5">
          <TextField
            label="Name"
            name="name"
            defaultValue={settings.name}
            required
            hint="Stands at the top of every page and in every mail."
          />
          <SelectField
            label="Time zone"
            name="timeZone"
            defaultValue={settings.timeZone}
            options={timeZones.map((zone) => ({ value: zone, label: zoneInWords(zone) }))}
            hint="Times in mails, and the days you filter the trail by, are read by its clocks."
          />
        </div>
      </Section>
      <Section title="Who is a member">
        <TextArea
          label="Mail domains of the organization"
          name="memberDomains"
          rows={3}
          spellCheck={false}
          defaultValue={settings.memberDomains.join('\n')}
          hint="One a line. Whoever is new here and proves an address at exactly one of these domains becomes a member with the first code, and can share; guests stay guests. Sub-domains count only if they are listed too. Empty: nobody does, and members are added by hand."
        />
        <GuestsThere guestsThere={settings.guestsThere} />
      </Section>
      <Section title="Privacy statement">
        <TextArea
          label="What guests accept before the first resource opens"
          name="privacyStatement"
          rows={12}
          draft
          defaultValue={settings.privacyStatement}
          hint={`Markdown. This is version ${settings.privacyVersion}, accepted by ${settings.accepted === 1 ? '1 guest' : `${settings.accepted.toLocaleString('en')} guests`}. Changing the text makes a new version, and every guest is asked again.`}
        />
      </Section>
      <div>
        <SubmitButton pendingLabel="Saving">Save settings</SubmitButton>
      </div>
    </ActionForm>
  )
}

function GuestsThere({ guestsThere }: Pick<SettingsView, 'guestsThere'>) {
  const some = guestsThere.filter(({ guests }) => guests > 0)
  if (some.length === 0) return null
  return (
    <ul className="mt-2 flex flex-col gap-4 text-small text-muted">
      {some.map((there) => (
        <GuestsAt key={there.domain} {...there} />
      ))}
    </ul>
  )
}

/** They are asked about one by one: each leads to the form that makes them a member. */
function GuestsAt({ domain, guests, addresses }: SettingsView['guestsThere'][number]) {
  const more = guests - addresses.length
  return (
    <li className="flex flex-col gap-2">
      <span className="wrap-anywhere">
        {guests === 1
          ? `1 guest has an address at ${domain} and stays a guest`
          : `${guests.toLocaleString('en')} guests have an address at ${domain} and stay guests`}{' '}
        until you add them as a member.
      </span>
      <span className="flex flex-wrap items-center gap-2">
        {addresses.map((address) => (
          <LinkButton key={address} href={`/admin/people/add?address=${encodeURIComponent(address)}`} size="small">
            Add {address} as a member
          </LinkButton>
        ))}
        {more > 0 && (
          <LinkButton href={`/admin/people?q=${encodeURIComponent(`@${domain}`)}`} variant="quiet" size="small">
            {more === 1 ? 'See 1 more' : `See ${more.toLocaleString('en')} more`}
          </LinkButton>
        )}
      </span>
    </li>
  )
}
