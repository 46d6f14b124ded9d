/** "26 November 2026, 17:00" on clocks in a zone. */
export const absolute = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone }).format(at).replace(' at ', ', ')
