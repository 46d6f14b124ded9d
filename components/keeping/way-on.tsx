import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button'
import { buttonClass } from '../ui/button-class'
import type { WayOn as Way } from '../ui/form-state'

type Props = { wayOn: Way; again: () => void; signIn: () => void }

/** The buttons that lead on from what stands between a form and its being sent. */
export function WayOn({ wayOn, again, signIn }: Props): ReactNode {
  switch (wayOn.by) {
    case 'sending':
      return <Again onClick={again} />
    case 'loading':
      return <Press onClick={() => window.location.reload()}>Load the page again</Press>
    case 'signing in':
      return <Press onClick={signIn}>Sign in here</Press>
    case 'page':
      return (
        <>
          <a href={wayOn.href} target="_blank" data-button className={buttonClass('secondary', 'small')}>
            Open it in a new tab
          </a>
          <Again onClick={again} />
        </>
      )
    case 'leaving':
      return null
  }
}

const Press = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => (
  <Button size="small" onClick={onClick}>
    {children}
  </Button>
)

const Again = ({ onClick }: { onClick: () => void }) => (
  <Press onClick={onClick}>
    <RotateCw />
    Try again
  </Press>
)
