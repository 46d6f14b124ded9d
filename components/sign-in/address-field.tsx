import { TextField } from '../ui/text-field'

type Props = { defaultValue?: string; hint?: string }

/** The field for one's own address. */
export function AddressField({ defaultValue, hint }: Props) {
  return (
    <TextField
      label="Email"
      name="address"
      type="email"
      autoComplete="email"
      autoCapitalize="off"
      spellCheck={false}
      hint={hint}
      defaultValue={defaultValue}
      required
    />
  )
}
