import type { FormAction } from '../ui/form-state'
import { AcceptForm } from './accept-form'
import { type OfferView, OfferHeader } from './offer'
import { OfferedThing } from './offered-resource'

type Props = { offer: OfferView; token: string; accept: FormAction }

/** After the code, once: the statement stands between the guest and the resource. */
export function AcceptOffer({ offer, token, accept }: Props) {
  return (
    <>
      <OfferHeader offer={offer} />
      <OfferedThing resource={offer.resource} />
      <div className="mt-8">
        <AcceptForm
          organizationName={offer.organizationName}
          statement={offer.privacyStatement}
          action={accept}
          token={token}
        />
      </div>
    </>
  )
}
