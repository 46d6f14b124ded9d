/** A plain link: what is downloaded is no page, and asking for it twice would be told twice in the trail. */
export const DownloadCsv = ({ href }: { href: string }) => (
  <div className="flex justify-end">
    <a
      href={href}
      download
      className="inline-flex min-h-11 items-center text-small font-medium text-accent underline underline-offset-4"
    >
      Download CSV
    </a>
  </div>
)
