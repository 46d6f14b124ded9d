'use client'
import { Plus } from 'lucide-react'
import { Fragment, useState, type ReactNode } from 'react'
import { Button } from './button'
import { NoScript } from './no-script'
import { useHydrated } from './use-hydrated'

type Props = {
  /** As many as there are already. */ count: number
  most: number
  /** What the button says, such as "Add a language". */ add: string
  /** The fields at a place, from 1 on. */ children: (place: number) => ReactNode
}

/** Fields that come several times; more are added as they are needed. Without JavaScript, where nothing can be added in place, one more stands there. */
export function GrowingList({ count, most, add, children }: Props) {
  const [shown, setShown] = useState(count)
  const hydrated = useHydrated()
  return (
    <>
      {Array.from({ length: shown }, (_, at) => (
        <Fragment key={at}>{children(at + 1)}</Fragment>
      ))}
      {count < most && <NoScript>{children(count + 1)}</NoScript>}
      {hydrated && shown < most && (
        <div>
          <Button onClick={() => setShown(shown + 1)}>
            <Plus />
            {add}
          </Button>
        </div>
      )}
    </>
  )
}
