type Fault = { is: RegExp; words: string }

/** Signs in the answers of mail programs, networks and Resend, from the plainest to the vaguest. */
const faults: Fault[] = [
  {
    is: /^It may have arrived/,
    words:
      'The mail server took the mail and did not say that it has it, so it may have arrived. Look why the mail server is slow or drops connections.',
  },
  {
    is: /^held back: restored/,
    words: 'Foyer was restored from a backup before this mail had left, and can’t know whether it was sent.',
  },
  {
    is: /\b53[45]\b|EAUTH|invalid login|api_key|api key/i,
    words:
      'The mail server refuses Foyer’s sign-in. Check the name and password in SMTP_URL, or the key in RESEND_API_KEY.',
  },
  {
    is: /certificate|self.signed|\btls\b|\bssl\b/i,
    words: 'No secure connection to the mail server comes about. Check its certificate, and the port in SMTP_URL.',
  },
  {
    is: /ENOTFOUND|EAI_AGAIN|getaddrinfo/i,
    words: 'The mail server’s name is not known. Check the host in SMTP_URL, and this computer’s name server.',
  },
  {
    is: /ECONN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|timed? ?out|greeting never|aborted|did not answer|before the mail server answered|fetch failed|unable to fetch|closed unexpectedly/i,
    words: 'The mail server can’t be reached. Check that it runs, and that this computer may connect to it.',
  },
  {
    is: /not verified|domain|from_address|sender/i,
    words: 'The mail server does not take mail from this sender. Check MAIL_FROM.',
  },
  {
    is: /quota|rate.?limit|\b429\b|too many/i,
    words: 'The mail server takes no more mail for now: a limit is reached.',
  },
  { is: /(?:^|\s)4\d\d\b/, words: 'The mail server asks to be tried again later.' },
  { is: /(?:^|\s|\()5\d\d\b/, words: 'The mail server refuses the mail.' },
]

/** Returns a sentence for administrators about a fault, from the answer of a mail server or a network. */
export const faultInWords = (said: string) =>
  faults.find(({ is }) => is.test(said))?.words ?? 'The mail server did not take the mail, for a reason of its own.'

const NOBODY_THERE = /\b55[0134]\b|\b5\.1\.\d\b|no such|mailbox|recipient|user unknown/i

/** Checks whether the address was refused: the only fault that a sharer can do something about. */
export const isAboutAddress = (said: string) => NOBODY_THERE.test(said)
