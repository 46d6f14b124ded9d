import { type Settings } from '../../env'
import { local } from './local'
import { resend } from './resend'
import { smtp } from './smtp'
import type { Transport } from './transport'

/** Returns the transport that the settings name, for `atOnce` mails at a time. */
export function chooseTransport({ transport, resendApiKey, smtpUrl }: Settings, atOnce: number): Transport {
  if (transport === 'resend') return resend(resendApiKey!)
  if (transport === 'smtp') return smtp(smtpUrl!, atOnce)
  return local()
}
