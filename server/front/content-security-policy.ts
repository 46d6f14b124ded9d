type Variant = { publicUrl: string; secure: boolean; dev: boolean }

/**
 * What a page of ours may load and do: its own things only. Next.js reads the nonce out of this and puts it on its scripts.
 * A script may add others, but only of the build: what people have shared lies on this origin too.
 */
export function contentSecurityPolicy(nonce: string, { publicUrl, secure, dev }: Variant) {
  const directives = {
    'default-src': "'none'",
    // The development server evaluates its modules and writes its styles into the page.
    'script-src': `'nonce-${nonce}' ${publicUrl}/_next/static/${dev ? " 'unsafe-eval'" : ''}`,
    'style-src': dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data: blob:",
    'media-src': "'self'",
    'font-src': "'self'",
    'connect-src': "'self'",
    'frame-src': "'self'",
    'manifest-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  }
  const all = Object.entries(directives).map(([name, value]) => `${name} ${value}`)
  return [...all, ...(secure ? ['upgrade-insecure-requests'] : [])].join('; ')
}
