import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { nextCookies } from 'better-auth/next-js'
import { emailOTP } from 'better-auth/plugins'
import { createTransport } from 'nodemailer'
import { Pool } from 'pg'

// One connection kept per delivery at once, as in Foyer.
const transport = createTransport({ url: process.env.SMTP_URL, pool: true, maxMessages: Infinity })

function send(address: string, code: string) {
  return transport.sendMail({
    from: process.env.MAIL_FROM,
    to: { name: '', address },
    subject: 'Your one-time passcode',
    text: `Your one-time passcode is\n\n${code}\n\nIt is valid for 10 minutes.\n`,
    html: `<p>Your one-time passcode is</p><p><b>${code}</b></p><p>It is valid for 10 minutes.</p>`,
  })
}

// The rate limit is on and counts; it is only set so high that it never answers 429 to one network address.
const never = { window: 60, max: 1_000_000 }

export const options = {
  baseURL: process.env.BETTER_AUTH_URL,
  secret: process.env.BETTER_AUTH_SECRET,
  database: new Pool({ connectionString: process.env.DATABASE_URL, max: 10 }),
  session: { expiresIn: 24 * 60 * 60, disableSessionRefresh: true },
  rateLimit: { ...never, customRules: { '/email-otp/*': never, '/sign-in/*': never } },
  telemetry: { enabled: false },
  plugins: [
    emailOTP({
      otpLength: 8,
      expiresIn: 600,
      allowedAttempts: 5,
      storeOTP: 'hashed',
      // Not awaited, as its documentation recommends: the answer's time must not tell who has a mailbox here.
      sendVerificationOTP: async ({ email, otp }) => void send(email, otp).catch((error) => console.error(error)),
    }),
    nextCookies(),
  ],
} satisfies BetterAuthOptions

export const auth = betterAuth(options)
