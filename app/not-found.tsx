import { LocalMailNotice } from '@/app/_boundary/shell'
import { DoorPage } from '@/components/shell/door-page'
import { LinkButton } from '@/components/ui/link-button'

export const metadata = { title: 'Not here' }

export default function NotFound() {
  return (
    <>
      <LocalMailNotice />
      <DoorPage title="This is not here">
        <p>
          It may have been removed, or it is shared with another address than yours. The person who sent you here can
          say which.
        </p>
        <p>
          <LinkButton href="/">Go to the start</LinkButton>
        </p>
      </DoorPage>
    </>
  )
}
