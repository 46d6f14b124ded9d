import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startCollector } from '../fixtures/collector'
import { Foyer, removeDirectory } from '../fixtures/foyer'
import { freePort } from '../fixtures/free-port'
import { codeIn } from '../fixtures/mailroom'
import { PlainBrowser } from '../fixtures/plain-browser'
import { SmtpSink } from '../fixtures/smtp-sink'

const adele = 'adele@woodgrove.example'
const running: Foyer[] = []
const keep = (foyer: Foyer) => (running.push(foyer), foyer)

afterEach(async () => {
  for (const foyer of running.splice(0)) {
    await foyer.clear()
    removeDirectory(foyer.dataDir)
  }
})

describe('traces', () => {
  it('are handed to the collector, of requests, transactions, jobs and mails, and nobody is in them', async () => {
    const [collector, sink] = [await startCollector(), await SmtpSink.start()]
    const foyer = keep(
      await Foyer.start({
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
          SMTP_URL: sink.url,
          MAIL_FROM: 'foyer@woodgrove.example',
          ORGANIZATION_NAME: 'Woodgrove Bank',
          ADMIN_EMAIL: adele,
        },
      }),
    )
    const browser = new PlainBrowser(foyer.url)
    const asked = await browser.submit(await browser.get('/sign-in'), 'Send code', { address: adele })
    const code = codeIn(await sink.waitFor(adele, { matching: ({ subject }) => subject.includes('code') }))
    expect((await browser.submit(asked, 'Verify', { code })).path).toBe('/shares')
    const strangers = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, baggage: `address=${adele}` }
    await fetch(`${foyer.url}/links/k3Jd9sQ-this-opens-the-share?for=${adele}`, { headers: strangers })
    await fetch(`${foyer.url}/invitations/k3Jd9sQ-this-is-an-invitation`, { headers: strangers })
    const names = () => new Set(collector.spans().map(({ part, name }) => `${part}: ${name}`))
    for (const name of [
      'web: GET /sign-in',
      'web: POST /sign-in/passcode',
      'web: GET /links/[token]',
      'web: GET /invitations/[token]',
      'web: statement',
      'worker: mail one-time-passcode',
      'worker: job set-times-right',
    ])
      await expect.poll(names).toContain(name)

    const said = collector.bodies.join('\n').replace(/UnixNano":"\d+"/g, '')
    for (const secret of ['k3Jd9sQ', 'adele', 'woodgrove', 'Woodgrove', code, 'localhost'])
      expect(said, secret).not.toContain(secret)
    const all = collector.spans()
    const page = all.find(({ name }) => name === 'GET /links/[token]')!
    expect(page.parentSpanId ?? '').toBe('')
    // What Next.js tells of the same request is a part of it.
    expect(
      all.filter(
        ({ traceId, parentSpanId, name }) => traceId === page.traceId && parentSpanId && /^\w+\.\w+$/.test(name),
      ).length,
    ).toBeGreaterThan(1)
    expect(all.map(({ traceId }) => traceId)).not.toContain('a'.repeat(32))
    await Promise.all([collector.stop(), sink.stop()])
  })

  it('are not made, and OpenTelemetry is not loaded, where no collector is named', async () => {
    const port = await freePort()
    const foyer = keep(
      await Foyer.start({
        env: {
          NODE_OPTIONS: `--import ${path.resolve('e2e/fixtures/loaded-packages.js')}`,
          LOADED_PACKAGES_PORT: String(port),
        },
      }),
    )
    await fetch(`${foyer.url}/sign-in`)
    const loaded = (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as string[]
    expect(loaded).toContain('next')
    // Next.js loads the bare interface by itself, its own copy where ours is not there: it does nothing without the rest.
    expect(loaded.filter((name) => name.startsWith('@opentelemetry/') && name !== '@opentelemetry/api')).toEqual([])
  })

  it('that no collector takes are told of once, and cost no page', async () => {
    const foyer = keep(await Foyer.start({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' } }))
    await fetch(`${foyer.url}/sign-in`)
    await expect
      .poll(() => foyer.output)
      .toMatch(/Traces could not be handed to the collector of OTEL_EXPORTER_OTLP_ENDPOINT\..*connect ECONNREFUSED/)
    expect((await fetch(`${foyer.url}/sign-in`)).status).toBe(200)
    expect(await foyer.health()).toEqual({ status: 'ok' })
  })

  it('to what is no address end the start with one line', async () => {
    const foyer = Foyer.spawn({
      port: await freePort(),
      dataDir: '/nowhere',
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' },
    })
    const { status, said } = await foyer.ended()
    expect([status, said.trim()]).toEqual([
      1,
      'OTEL_EXPORTER_OTLP_ENDPOINT must be an address such as http://localhost:4318.',
    ])
  })
})
