import { Link } from '../ui/link'
import type { MailTrouble } from '@/lib/mail/get-mail-trouble'
import { Banner } from '../ui/banner'
import { Time } from '../ui/time'

/** Stands on every page of an administrator while no mail gets through: codes and invitations wait, and nobody else is told. */
export const MailTroubleNotice = ({ trouble: { since, words } }: { trouble: MailTrouble }) => (
  <aside aria-label="Mail that fails" className="mb-6">
    <Banner tone="danger">
      No mail is known to have left since <Time value={since} mode="datetime" />. {words}{' '}
      <Link href="/admin/settings#mail" className="font-medium underline underline-offset-4">
        What is known
      </Link>
    </Banner>
  </aside>
)
