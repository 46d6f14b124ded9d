import type { ReactNode } from 'react'
import { folderPath } from '@/lib/page-paths'
import type { SpaceView } from '@/lib/sharing/spaces/get-space'
import { PageHeader } from '../ui/page-header'
import { Contents } from './contents'
import type { FolderActions } from './folder-actions'
import { FolderMenu } from './folder-menu'

type Props = {
  space: SpaceView
  /** What has to be accepted before the contents. */
  statement: ReactNode
  actions: FolderActions
}

/** A folder of a space: what lies in it, for everybody in the space. */
export function FolderPage({ space, statement, actions }: Props) {
  const { spaceId, title, folder, contents, may } = space
  const parent = folder?.above.at(-1)
  return (
    <>
      <PageHeader
        title={folder?.name ?? title}
        back={{ href: folderPath(spaceId, parent?.id ?? ''), label: parent?.name ?? title }}
        action={
          folder &&
          may.arrange && <FolderMenu spaceId={spaceId} from={parent?.id ?? ''} folder={folder} actions={actions} />
        }
      />
      {contents ? <Contents space={space} contents={contents} actions={actions} /> : statement}
    </>
  )
}
