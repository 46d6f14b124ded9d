import { describe, expect, it } from 'vitest'
import { readSettings, WrongSetting } from './env'

describe('settings', () => {
  it('need nothing on this computer', () => {
    expect(readSettings({ PORT: '', PUBLIC_URL: undefined })).toMatchObject({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      secure: false,
      loopback: true,
      databaseUrl: null,
      databaseOwnerUrl: null,
      transport: 'local',
      trustedProxies: [],
      fileLimit: 5 * 1024 ** 3,
      codesAnHour: 2000,
      countryDatabase: null,
      metricsToken: null,
      tracesUrl: null,
    })
  })

  it('are read in full', () => {
    const given = {
      PORT: '8080',
      PUBLIC_URL: 'https://share.example.com/',
      DATA_DIR: '/srv/foyer',
      SMTP_URL: 'smtps://a:b@mail.example.com',
      MAIL_FROM: 'Woodgrove Bank <foyer@example.com>',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      FILE_LIMIT: '1000',
      CODES_AN_HOUR: '500',
      COUNTRY_DATABASE: '/etc/foyer/countries.mmdb',
      METRICS_TOKEN: 'sixteen-letters!',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.example.com/otlp/',
      POLICIES: 'report-only',
    }
    expect(readSettings(given)).toMatchObject({
      port: 8080,
      publicUrl: 'https://share.example.com',
      secure: true,
      loopback: false,
      dataDir: '/srv/foyer',
      transport: 'smtp',
      trustedProxies: ['10.0.0.0/8', '::1'],
      fileLimit: 1000,
      codesAnHour: 500,
      countryDatabase: '/etc/foyer/countries.mmdb',
      metricsToken: 'sixteen-letters!',
      tracesUrl: 'https://otel.example.com/otlp/v1/traces',
      policies: 'report-only',
    })
  })

  it.each([
    [
      { DATABASE_OWNER_URL: 'postgresql://owner@db.example.com/foyer' },
      /^DATABASE_OWNER_URL is set without DATABASE_URL/,
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' },
      /^OTEL_EXPORTER_OTLP_ENDPOINT must be an address such as http:\/\/localhost:4318/,
    ],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'grpc://localhost:4317' }, /^OTEL_EXPORTER_OTLP_ENDPOINT must be an address/],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://name:password@otel.example.com' },
      /^OTEL_EXPORTER_OTLP_ENDPOINT must be without a name, a password and a query/,
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.example.com/?key=1' },
      /^OTEL_EXPORTER_OTLP_ENDPOINT must be without/,
    ],
    [{ METRICS_TOKEN: 'fifteen-letters' }, /^METRICS_TOKEN must have at least 16 characters.*openssl/],
    [{ METRICS_TOKEN: 'sixteen letters!!' }, /^METRICS_TOKEN must have at least 16 characters, none of them blank/],
    [{ METRICS_TOKEN: 'sechzehnbuchstabü' }, /^METRICS_TOKEN must have/],
    [{ PORT: '3000.5' }, /^PORT must be a whole number/],
    [{ PORT: '0' }, /^PORT must be at least 1/],
    [{ PUBLIC_URL: 'localhost:3000' }, /^PUBLIC_URL must be an address such as/],
    [{ PUBLIC_URL: 'ftp://share.example.com' }, /^PUBLIC_URL must be an address such as/],
    [{ PUBLIC_URL: 'http://name@localhost' }, /^PUBLIC_URL must be only scheme, host and port/],
    [{ PUBLIC_URL: 'http://localhost/?a' }, /^PUBLIC_URL must be only scheme, host and port/],
    [{ LOG_FORMAT: 'yaml' }, /^LOG_FORMAT must be text or json\.$/],
    [{ RESEND_API_KEY: 're_1' }, /^MAIL_FROM is missing/],
    [{ MAIL_FROM: 'a@b\r\nBcc: c@d' }, /^MAIL_FROM must be an address/],
    [{ MAIL_FROM: 'a,b@woodgrove.example' }, /^MAIL_FROM must be an address/],
    [{ MAIL_FROM: 'Foyer <(x)a@woodgrove.example>' }, /^MAIL_FROM must be an address/],
    [{ RESEND_API_KEY: 're_1 and more' }, /^RESEND_API_KEY must be the key/],
    [{ SMTP_URL: 'smtp:' }, /^SMTP_URL must name a mail server/],
    [{ PUBLIC_URL: 'https://127.woodgrove.example' }, /^Mail can't leave/],
    [{ ORGANIZATION_NAME: '  ' }, /^ORGANIZATION_NAME must not be blank/],
    [{ TRUSTED_PROXIES: '10.0.0.0/8 everybody' }, /^TRUSTED_PROXIES must be networks/],
    [{ TRUSTED_PROXIES: '10/8' }, /^TRUSTED_PROXIES must be networks/],
    [{ POLICIES: 'off' }, /^POLICIES must be on or report-only\.$/],
    [{ FILE_LIMIT: '-1' }, /^FILE_LIMIT must be more than 0/],
    [{ CODES_AN_HOUR: '0' }, /^CODES_AN_HOUR must be more than 0/],
    [{ CODES_AN_HOUR: 'many' }, /^CODES_AN_HOUR must be a number/],
    [{ ORGANIZATION_NAME: 'x'.repeat(101) }, /^ORGANIZATION_NAME must have at most 100/],
  ])('that can’t be used are refused in one line: %j', (given: Record<string, string>, line) => {
    const reading = () => readSettings(given)
    expect(reading).toThrow(WrongSetting)
    expect(reading).toThrow(line)
  })
})
