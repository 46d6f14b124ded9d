/** "November 26, 2026, 5:00 PM" on clocks in a zone. */
export const absolute = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-US', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  })
    .format(at)
    .replace(' at ', ', ')
    .replace('\u202f', ' ')
