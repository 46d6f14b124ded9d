export function SkipLink() {
  return (
    <a
      href="#content"
      className="absolute -top-20 left-4 z-50 inline-flex min-h-11 items-center rounded bg-accent px-4 font-medium text-on-accent focus:top-4"
    >
      Skip to content
    </a>
  )
}
