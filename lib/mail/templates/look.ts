import { olive, oliveDark } from '@radix-ui/colors'
import type { CSSProperties } from 'react'

// Mail readers don't load this portal's fonts, so each list names the nearest font that is already there.
const sans = '"Public Sans", -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif'
const serif = 'Newsreader, Georgia, "Times New Roman", serif'
const mono = '"JetBrains Mono", ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace'

const light = {
  paper: olive.olive1,
  ink: olive.olive12,
  quiet: olive.olive11,
  line: olive.olive6,
  well: olive.olive3,
  accent: '#0f5c4d',
  onAccent: '#ffffff',
}
const night = {
  paper: oliveDark.olive1,
  ink: oliveDark.olive12,
  quiet: oliveDark.olive11,
  line: oliveDark.olive5,
  well: oliveDark.olive3,
  accent: '#6fcfb4',
  onAccent: '#0c1f1a',
}

type Style = CSSProperties

export const page: Style = {
  backgroundColor: light.paper,
  color: light.ink,
  fontFamily: sans,
  margin: 0,
  padding: '0 20px',
}
export const sheet: Style = { maxWidth: '560px', margin: '0 auto', padding: '32px 0 40px', textAlign: 'left' }
export const organization: Style = {
  fontFamily: serif,
  fontSize: '17px',
  lineHeight: '24px',
  fontWeight: 500,
  margin: '0 0 28px',
  color: light.ink,
}
export const title: Style = {
  fontFamily: serif,
  fontSize: '26px',
  lineHeight: '33px',
  fontWeight: 500,
  letterSpacing: '-0.01em',
  margin: '0 0 16px',
  color: light.ink,
  overflowWrap: 'anywhere',
}
export const say: Style = {
  fontSize: '16px',
  lineHeight: '25px',
  margin: '0 0 16px',
  color: light.ink,
  overflowWrap: 'anywhere',
}
export const aside: Style = {
  fontSize: '14px',
  lineHeight: '22px',
  margin: '0 0 12px',
  color: light.quiet,
  overflowWrap: 'anywhere',
}
export const asideLink: Style = { color: light.accent, textDecoration: 'underline' }
export const act: Style = { margin: '24px 0 28px' }
export const button: Style = {
  backgroundColor: light.accent,
  color: light.onAccent,
  borderRadius: '8px',
  fontSize: '16px',
  fontWeight: 600,
  lineHeight: '20px',
  padding: '13px 22px',
  textDecoration: 'none',
}
export const codeBox: Style = { backgroundColor: light.well, borderRadius: '8px', margin: '8px 0 24px' }
export const code: Style = {
  fontFamily: mono,
  fontSize: '34px',
  lineHeight: '44px',
  fontWeight: 600,
  letterSpacing: '0.04em',
  whiteSpace: 'nowrap',
  textAlign: 'center',
  margin: 0,
  padding: '20px 12px',
  color: light.ink,
}
export const quote: Style = { borderLeft: `3px solid ${light.line}`, margin: '8px 0 20px', paddingLeft: '16px' }
export const quoteFrom: Style = { ...aside, margin: '0 0 4px' }
export const quoted: Style = { ...say, margin: 0 }
export const facts: Style = {
  backgroundColor: light.well,
  borderRadius: '8px',
  margin: '0 0 20px',
  padding: '12px 16px',
}
export const fact: Style = { ...say, margin: '2px 0' }
export const factName: Style = { display: 'inline', margin: 0, color: light.quiet }
export const factSaid: Style = { display: 'inline', margin: 0, color: light.ink, fontWeight: 600 }
export const list: Style = { ...say, paddingLeft: '20px' }
export const listed: Style = { margin: '0 0 4px' }
export const line: Style = { border: 0, borderTop: `1px solid ${light.line}`, margin: '28px 0 16px', width: '100%' }
export const foot: Style = {
  fontSize: '13px',
  lineHeight: '20px',
  margin: 0,
  color: light.quiet,
  overflowWrap: 'anywhere',
}

/** Replaces the inline styles, which are for daylight, where the reader's screen is dark. */
export const dark = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  body, .paper, .paper > table > tbody > tr > td { background-color: ${night.paper} !important; }
  .ink { color: ${night.ink} !important; }
  .quiet { color: ${night.quiet} !important; }
  .line { border-top-color: ${night.line} !important; }
  .quote { border-left-color: ${night.line} !important; }
  .well { background-color: ${night.well} !important; }
  .accent, .accent span { color: ${night.accent} !important; }
  .button, .button span { background-color: ${night.accent} !important; color: ${night.onAccent} !important; }
}
`
