'use client'
import { use } from 'react'
import type { ReviewPreview } from '@/lib/reviews/setting-up/preview-review'
import { FormContext } from '../../ui/form-context'
import { KeptCheckbox } from '../../ui/kept-checkbox'
import { PreviewPanel } from '../../ui/preview-panel'
import { PreviewWords } from './preview-words'

export function Preview({ url }: { url: string }) {
  const { fields } = use(FormContext)
  return (
    <PreviewPanel<ReviewPreview>
      url={url}
      isPreview={(result) => 'items' in result}
      before="What this would ask, of whom, and what would be removed, stands here before anything begins."
      after={(preview) =>
        (preview?.items === 0 || preview?.reviewers === 0 || Boolean(fields?.waits)) && (
          <KeptCheckbox
            name="waits"
            label="Set it up all the same"
            ticked={false}
            hint={
              preview?.items
                ? 'Nobody is asked: administrators are told, and the end is as set for what nobody answers.'
                : 'It waits: each round asks about whoever is in scope when it begins.'
            }
          />
        )
      }
    >
      {(preview) => <PreviewWords preview={preview} />}
    </PreviewPanel>
  )
}
