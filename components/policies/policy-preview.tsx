'use client'
import type { PolicyPreview as Preview } from '@/lib/policies/preview-policy'
import { PreviewPanel } from '../ui/preview-panel'
import { PreviewWords } from './preview-words'

export const PolicyPreview = ({ url }: { url: string }) => (
  <PreviewPanel<Preview>
    url={url}
    isPreview={(result) => 'untouched' in result}
    before="Whom this touches, and what it would have done last week, stands here before anything is saved."
  >
    {(preview) => <PreviewWords preview={preview} />}
  </PreviewPanel>
)
