import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { isNetwork } from './network-address'
import { isSeen } from './plain-text'

const port = z.coerce
  .number('PORT must be a number from 1 to 65535, such as 3000.')
  .int('PORT must be a whole number.')
  .min(1, 'PORT must be at least 1.')
  .max(65535, 'PORT must be at most 65535.')

const wholeNumber = (name: string, from: number, to: number, of: string) => {
  const fault = `${name} must be a whole number of ${of} from ${from} to ${to}.`
  return z.coerce.number(fault).int(fault).min(from, fault).max(to, fault)
}

const url = (name: string, protocols: string[], example: string) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `${name} must be an address such as ${example}.`,
    )

/** True of what is no address at all, which is told first. */
function isBareOrigin(value: string) {
  if (!URL.canParse(value)) return true
  const { pathname, search, hash, username } = new URL(value)
  return pathname === '/' && !search && !hash && !username
}

/** True of what is no address at all, which is told first. */
function isPlain(value: string) {
  if (!URL.canParse(value)) return true
  const { search, hash, username, password } = new URL(value)
  return !search && !hash && !username && !password
}

/** The sender's address is the administrator's word, so it may be spelled in ways a recipient's may not. */
export const SENDER = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/

/** An address, alone or behind a name. */
const isSender = (value: string) => SENDER.test(/^[^<>\r\n"]+ <([^<>]+)>$/.exec(value)?.[1] ?? value)

const schema = z.object({
  PORT: port.default(3000),
  PUBLIC_URL: url('PUBLIC_URL', ['http:', 'https:'], 'https://share.example.com')
    .refine(isBareOrigin, 'PUBLIC_URL must be only scheme, host and port, such as https://share.example.com.')
    .optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: url('DATABASE_URL', ['postgres:', 'postgresql:'], 'postgresql://foyer@db.example.com/foyer').optional(),
  DATABASE_OWNER_URL: url(
    'DATABASE_OWNER_URL',
    ['postgres:', 'postgresql:'],
    'postgresql://foyer_owner@db.example.com/foyer',
  ).optional(),
  DATABASE_DIRECT_URL: url(
    'DATABASE_DIRECT_URL',
    ['postgres:', 'postgresql:'],
    'postgresql://foyer@db.example.com/foyer',
  ).optional(),
  AUTH_SECRET: z
    .string()
    .min(32, 'AUTH_SECRET must have at least 32 characters; `openssl rand -base64 32` makes one.')
    .optional(),
  MAIL_FROM: z
    .string()
    .refine(isSender, 'MAIL_FROM must be an address such as "Woodgrove Bank <foyer@woodgrove.example>".')
    .optional(),
  RESEND_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'RESEND_API_KEY must be the key as Resend shows it, such as re_123456789.')
    .optional(),
  RESEND_BASE_URL: url('RESEND_BASE_URL', ['http:', 'https:'], 'https://api.resend.com').optional(),
  SMTP_URL: url('SMTP_URL', ['smtp:', 'smtps:'], 'smtps://name:password@mail.example.com:465')
    .refine(
      (value) => !URL.canParse(value) || new URL(value).hostname !== '',
      'SMTP_URL must name a mail server, such as smtps://name:password@mail.example.com:465.',
    )
    .optional(),
  ORGANIZATION_NAME: z
    .string()
    .trim()
    .refine(isSeen, 'ORGANIZATION_NAME must not be blank.')
    .max(100, 'ORGANIZATION_NAME must have at most 100 characters.')
    .optional(),
  ADMIN_EMAIL: z.string().optional(),
  ADMIN_NAME: z
    .string()
    .trim()
    .refine(isSeen, 'ADMIN_NAME must not be blank.')
    .max(100, 'ADMIN_NAME must have at most 100 characters.')
    .optional(),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((value) => value.split(/[\s,]+/).filter(Boolean))
    .refine(
      (all) => all.every(isNetwork),
      'TRUSTED_PROXIES must be networks in CIDR form such as 10.0.0.0/8, separated by commas.',
    ),
  FILE_LIMIT: z.coerce
    .number('FILE_LIMIT must be a number of bytes.')
    .int('FILE_LIMIT must be a whole number of bytes.')
    .positive('FILE_LIMIT must be more than 0.')
    .default(5 * 1024 ** 3),
  CODES_AN_HOUR: z.coerce
    .number('CODES_AN_HOUR must be a number, such as 2000.')
    .int('CODES_AN_HOUR must be a whole number.')
    .positive('CODES_AN_HOUR must be more than 0.')
    .max(1e9, 'CODES_AN_HOUR must be at most 1000000000.')
    .default(2000),
  COUNTRY_DATABASE: z.string().optional(),
  TRASH_DAYS: wholeNumber('TRASH_DAYS', 0, 365, 'days').default(30),
  DRAIN_SECONDS: wholeNumber('DRAIN_SECONDS', 0, 3600, 'seconds').default(0),
  DATABASE_POOL: wholeNumber('DATABASE_POOL', 2, 500, 'connections').default(10),
  LOG_FORMAT: z.enum(['text', 'json'], 'LOG_FORMAT must be text or json.').default('text'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:'], 'http://localhost:4318')
    .refine(
      isPlain,
      'OTEL_EXPORTER_OTLP_ENDPOINT must be without a name, a password and a query, such as http://localhost:4318.',
    )
    .optional(),
  METRICS_TOKEN: z
    .string()
    .regex(
      /^[\x21-\x7e]{16,}$/,
      'METRICS_TOKEN must have at least 16 characters, none of them blank; `openssl rand -base64 24` makes one.',
    )
    .optional(),
  POLICIES: z.enum(['on', 'report-only'], 'POLICIES must be on or report-only.').default('on'),
})

/** The name of every setting, and what it is if unset; undefined where nothing stands for it. For docs/operating.md, which names them all. */
export const settingDefaults = (): Record<string, unknown> =>
  Object.fromEntries(Object.entries(schema.shape).map(([name, field]) => [name, field.parse(undefined)]))

export type Settings = {
  port: number
  /** Scheme, host and port, without a slash at the end. Every address we print starts with it. */
  publicUrl: string
  secure: boolean
  loopback: boolean
  dataDir: string
  databaseUrl: string | null
  /** The same database as another account: it owns the tables, migrates and purges. Null: the account of databaseUrl does. */
  databaseOwnerUrl: string | null
  /** The same database as the same account, past any pooler. Null: `databaseUrl` leads to the database itself. */
  databaseDirectUrl: string | null
  /** Connections to the database that each of our two processes may hold for its work. */
  databasePool: number
  authSecret: string
  mailFrom: string | null
  transport: 'resend' | 'smtp' | 'local'
  resendApiKey: string | null
  smtpUrl: string | null
  organizationName: string | null
  adminEmail: string | null
  adminName: string | null
  trustedProxies: string[]
  /** Bytes. */
  fileLimit: number
  /** How long what was deleted can be restored, in days; 0: not at all. */
  trashDays: number
  /** Codes for browsers that nobody knows; what is beyond leaves one a second. */
  codesAnHour: number
  /** An mmdb file of the administrator's, in place of the one that ships. */
  countryDatabase: string | null
  /** `report-only` is the way out for whoever runs the server: no policy asks or refuses, whatever its state. */
  policies: 'on' | 'report-only'
  /** How lines of the log are written: for people, or as JSON. */
  logFormat: 'text' | 'json'
  /** Seconds for which a Foyer that is told to end goes on serving, so that a balancer notices. */
  drainSeconds: number
  /** What whoever reads `/api/metrics` shows. Null: there is no such page. */
  metricsToken: string | null
  /** Where a collector takes traces. Null: none are made. */
  tracesUrl: string | null
}

/** A setting that can't be used: one line that names it and the remedy. */
export class WrongSetting extends Error {}

/** Checks the settings of an environment. Throws `WrongSetting` for the first that can't be used. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new WrongSetting(parsed.error.issues[0]!.message)
  const env = parsed.data
  const publicUrl = new URL(env.PUBLIC_URL ?? `http://localhost:${env.PORT}`)
  const transport = env.RESEND_API_KEY ? 'resend' : env.SMTP_URL ? 'smtp' : 'local'
  const loopback = isLoopback(publicUrl.hostname)
  if (transport === 'local' && !loopback)
    throw new WrongSetting(
      `Mail can't leave: PUBLIC_URL is ${publicUrl.origin}, so set RESEND_API_KEY or SMTP_URL, and MAIL_FROM.`,
    )
  if (env.DATABASE_OWNER_URL && !env.DATABASE_URL)
    throw new WrongSetting(
      'DATABASE_OWNER_URL is set without DATABASE_URL: set both, or neither to use Foyer’s own PostgreSQL.',
    )
  if (env.DATABASE_DIRECT_URL && !env.DATABASE_URL)
    throw new WrongSetting(
      'DATABASE_DIRECT_URL is set without DATABASE_URL: set both, or neither to use Foyer’s own PostgreSQL.',
    )
  if (transport !== 'local' && !env.MAIL_FROM)
    throw new WrongSetting(
      'MAIL_FROM is missing: set the address that mail is sent from, such as "Foyer <foyer@example.com>".',
    )
  return {
    port: env.PORT,
    publicUrl: publicUrl.origin,
    secure: publicUrl.protocol === 'https:',
    loopback,
    dataDir: path.resolve(/*turbopackIgnore: true*/ env.DATA_DIR),
    databaseUrl: env.DATABASE_URL ?? null,
    databaseOwnerUrl: env.DATABASE_OWNER_URL ?? null,
    databaseDirectUrl: env.DATABASE_DIRECT_URL ?? null,
    databasePool: env.DATABASE_POOL,
    authSecret: env.AUTH_SECRET ?? '',
    mailFrom: env.MAIL_FROM ?? null,
    transport,
    resendApiKey: env.RESEND_API_KEY ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    organizationName: env.ORGANIZATION_NAME ?? null,
    adminEmail: env.ADMIN_EMAIL ?? null,
    adminName: env.ADMIN_NAME ?? null,
    trustedProxies: env.TRUSTED_PROXIES,
    fileLimit: env.FILE_LIMIT,
    codesAnHour: env.CODES_AN_HOUR,
    countryDatabase: env.COUNTRY_DATABASE ? path.resolve(/*turbopackIgnore: true*/ env.COUNTRY_DATABASE) : null,
    policies: env.POLICIES,
    logFormat: env.LOG_FORMAT,
    trashDays: env.TRASH_DAYS,
    drainSeconds: env.DRAIN_SECONDS,
    metricsToken: env.METRICS_TOKEN ?? null,
    tracesUrl: env.OTEL_EXPORTER_OTLP_ENDPOINT
      ? `${env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, '')}/v1/traces`
      : null,
  }
}

let read: Settings | undefined

/** The settings of this process, checked once. */
export const settings = () => (read ??= readSettings(process.env))

const isLoopback = (hostname: string) =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  (isIP(hostname) === 4 && hostname.startsWith('127.'))
