import { type Agent, type IncomingHttpHeaders, request } from 'node:http'

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string; path: string }

/** A browser without JavaScript: it keeps cookies, fills in forms as they stand in the page, follows a 303. */
export class Visitor {
  private cookies = new Map<string, string>()
  requests = 0

  constructor(
    private origin: string,
    private agent: Agent,
  ) {}

  /** What the visitor sends as the Cookie header. */
  get cookie() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  get(path: string) {
    return this.ask('GET', path)
  }

  json(path: string, body: object) {
    return this.ask('POST', path, { type: 'application/json', body: JSON.stringify(body) })
  }

  /** Sends the form that has fields with these labels, with its hidden fields, and follows where it leads. */
  async submit(page: Answer, fields: Record<string, string>) {
    const answer = await this.send(formOf(page, Object.keys(fields)), fields)
    return answer.status === 303 ? this.get(pathOf(answer.headers.location!, this.origin)) : answer
  }

  /** Sends a form and goes nowhere after it. */
  send(form: Form, fields: Record<string, string>) {
    return this.ask('POST', form.action, form.fill(fields))
  }

  private ask(method: string, path: string, sent?: { type: string; body: string }): Promise<Answer> {
    this.requests++
    const headers = {
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      'user-agent':
        'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
      cookie: this.cookie,
      'sec-fetch-site': sent ? 'same-origin' : 'none',
      ...(sent
        ? { origin: this.origin, 'content-type': sent.type, 'content-length': Buffer.byteLength(sent.body) }
        : {}),
    }
    return new Promise((resolve, reject) => {
      const asked = request(new URL(path, this.origin), { method, headers, agent: this.agent }, (response) => {
        for (const cookie of response.headers['set-cookie'] ?? []) this.remember(cookie)
        const chunks: Buffer[] = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
            path,
          }),
        )
      })
      asked.on('error', reject)
      asked.setTimeout(30_000, () => asked.destroy(new Error(`${method} ${path} got no answer in 30 s`)))
      asked.end(sent?.body)
    })
  }

  private remember(cookie: string) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
    if (/;\s*max-age=0/i.test(cookie)) this.cookies.delete(name!)
    else this.cookies.set(name!, value!)
  }
}

export type Form = ReturnType<typeof formOf>

/** The form in a page that has fields with these labels: where it goes, and what is sent when they are filled in. */
export function formOf(page: Answer, labels: string[]) {
  const { action, names, hidden } = findForm(page, labels)
  const boundary = '----foyer-bench-boundary'
  const fill = (fields: Record<string, string>) => {
    const typed = labels.map((label, nth) => [names[nth]!, fields[label] ?? ''] as const)
    const parts = [...hidden, ...typed].map(
      ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    return { type: `multipart/form-data; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` }
  }
  return { action: action || page.path, fill }
}

/** The form in a page that has fields with all of these labels: their names, and the hidden fields that go along. */
function findForm({ body, path }: Answer, labels: string[]) {
  for (const [form] of body.matchAll(/<form\b.*?<\/form>/gs)) {
    const inputs = [...form.matchAll(/<(?:input|textarea|button)\b[^>]*>/g)].map(([tag]) => tag)
    const names = labels.map((label) => nameOf(form, inputs, label))
    if (names.includes(undefined)) continue
    const hidden = inputs
      .filter((tag) => attribute(tag, 'type') === 'hidden' && attribute(tag, 'name'))
      .map((tag) => [attribute(tag, 'name')!, attribute(tag, 'value') ?? ''] as const)
    return { action: attribute(/^<form\b[^>]*>/.exec(form)![0], 'action'), names: names as string[], hidden }
  }
  throw new Error(`${path} has no form with ${labels.join(' and ')}: ${body.slice(0, 300)}`)
}

/** The name of the field that a label belongs to. */
function nameOf(form: string, inputs: string[], label: string) {
  const [, tag = ''] = new RegExp(`(<label\\b[^>]*>)\\s*${label}\\s*</label>`).exec(form) ?? []
  const id = attribute(tag, 'for')
  const field = inputs.find((input) => id && attribute(input, 'id') === id)
  return field && attribute(field, 'name')
}

function attribute(tag: string, name: string) {
  const found = new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1]
  return found
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

const pathOf = (location: string, origin: string) => {
  const { pathname, search } = new URL(location, origin)
  return pathname + search
}

/** The answer, if it is the page it should be. Throws with what came instead. */
export function expectPage(answer: Answer, text: string | RegExp) {
  const found = typeof text === 'string' ? answer.body.includes(text) : text.test(answer.body)
  if (answer.status === 200 && found) return answer
  throw new Error(
    `${answer.path}: wanted ${text}, got ${answer.status} ${answer.headers.location ?? ''} ${answer.body.slice(0, 500)}`,
  )
}
