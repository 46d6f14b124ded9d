import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { Foyer, kill, removeDirectory } from '../fixtures/foyer'
import { freePort } from '../fixtures/free-port'
import { codeIn } from '../fixtures/mailroom'
import { PlainBrowser } from '../fixtures/plain-browser'
import { SmtpSink } from '../fixtures/smtp-sink'

const TOKEN = 'a-token-for-these-tests'
const running: Foyer[] = []

/** A Foyer that also tells which packages it has loaded. */
async function start(env: Record<string, string> = {}) {
  const port = await freePort()
  const foyer = await Foyer.start({
    env: {
      NODE_OPTIONS: `--import ${path.resolve('e2e/fixtures/loaded-packages.js')}`,
      LOADED_PACKAGES_PORT: String(port),
      ...env,
    },
  })
  running.push(foyer)
  const loaded = async () => (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as string[]
  const ask = (target: string, token?: string) =>
    fetch(foyer.url + target, { headers: token ? { authorization: `Bearer ${token}` } : {} })
  return { foyer, loaded, ask, figures: async () => (await ask('/api/metrics', TOKEN)).text() }
}

afterEach(async () => {
  for (const foyer of running.splice(0)) {
    await foyer.clear()
    removeDirectory(foyer.dataDir)
  }
})

describe('the figures of a whole Foyer', () => {
  it('are told to whoever shows the token, of both of its processes', async () => {
    const { foyer, ask, figures, loaded } = await start({ METRICS_TOKEN: TOKEN })
    expect([(await ask('/api/metrics')).status, (await ask('/api/metrics', `${TOKEN}x`)).status]).toEqual([401, 401])
    await ask('/sign-in')
    await ask('/links/an-unknown-token')
    await expect.poll(figures).toMatch(/^foyer_database_connections_max\{process="worker"\} 10$/m)
    await expect.poll(figures).toMatch(/^foyer_job_last_success_timestamp_seconds\{job="start-review-rounds"\} \d+/m)
    const said = await figures()
    expect(said).toMatch(/^foyer_http_request_duration_seconds_count\{route="\/sign-in",status="200"\} 1$/m)
    expect(said).toMatch(/^foyer_build_info\{version="\d+\.\d+\.\d+",build="[0-9a-f]{20}"\} 1$/m)
    expect(said).toMatch(/^foyer_database_up 1$/m)
    expect(said).toMatch(/^foyer_disk_free_bytes [1-9]\d*$/m)
    expect(said).not.toContain('an-unknown-token')
    expect(await loaded()).toContain('prom-client')
    kill(foyer.workerPid)
    await expect.poll(figures).not.toMatch(/process="worker"/)
  })

  it('count a sign-in, its code and its mail, whichever process did what', async () => {
    const sink = await SmtpSink.start()
    const { foyer, figures } = await start({
      METRICS_TOKEN: TOKEN,
      SMTP_URL: sink.url,
      MAIL_FROM: 'foyer@woodgrove.example',
      ORGANIZATION_NAME: 'Woodgrove Bank',
      ADMIN_EMAIL: 'adele@woodgrove.example',
    })
    const browser = new PlainBrowser(foyer.url)
    const asked = await browser.submit(await browser.get('/sign-in'), 'Send code', {
      address: 'adele@woodgrove.example',
    })
    const code = codeIn(
      await sink.waitFor('adele@woodgrove.example', { matching: ({ subject }) => subject.includes('code') }),
    )
    const wrong = await browser.submit(asked, 'Verify', { code: code === '00000000' ? '00000001' : '00000000' })
    expect((await browser.submit(wrong, 'Verify', { code })).path).toBe('/shares')
    await expect.poll(figures).toMatch(/^foyer_mails_total\{state="sent"\} 1$/m)
    const counted = (await figures()).split('\n').filter((line) => /^foyer_(?:sign_ins|codes|mails)_total/.test(line))
    expect(counted).toEqual([
      'foyer_sign_ins_total 1',
      ...['asked"} 1', 'sent"} 1', 'verified"} 1', 'wrong"} 1', 'refused"} 0'].map(
        (end) => `foyer_codes_total{outcome="${end}`,
      ),
      ...['sent"} 1', 'failed"} 0', 'maybe-sent"} 0'].map((end) => `foyer_mails_total{state="${end}`),
    ])
    expect(await figures()).not.toMatch(/adele|woodgrove/i)
    await sink.stop()
  })

  it('are an unknown page where no token is set, and nothing of them is loaded', async () => {
    const { ask, loaded } = await start()
    const shown = async (target: string) => {
      const { status, headers } = await ask(target, TOKEN)
      return [status, headers.get('content-type'), headers.get('www-authenticate')]
    }
    expect(await shown('/api/metrics')).toEqual(await shown('/api/no-such-page'))
    expect((await shown('/api/metrics'))[0]).toBe(404)
    expect(await loaded()).toEqual(expect.arrayContaining(['next', 'pg']))
    expect(await loaded()).not.toContain('prom-client')
  })

  it('end a start whose token is too short with one line that says so', async () => {
    const foyer = Foyer.spawn({ port: await freePort(), dataDir: '/nowhere', env: { METRICS_TOKEN: 'short' } })
    const { status, said } = await foyer.ended()
    expect([status, said.trim()]).toEqual([
      1,
      'METRICS_TOKEN must have at least 16 characters, none of them blank; `openssl rand -base64 24` makes one.',
    ])
  })
})
