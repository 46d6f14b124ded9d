import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

export const FLAGS = {
  present: 1,
  verified: 4,
  backupEligible: 8,
  backedUp: 16,
  attested: 64,
  extensions: 128,
} as const
const { present, verified, attested } = FLAGS

type Cbor = number | string | Uint8Array | Map<Cbor, Cbor>

/** CBOR (RFC 8949), as far as an authenticator needs it, and apart from what the product uses. */
export function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  return Buffer.concat([head(5, value.size), ...[...value].flat().map(cbor)])
}

function head(major: number, size: number) {
  if (size < 24) return Buffer.from([(major << 5) | size])
  return size < 256 ? Buffer.from([(major << 5) | 24, size]) : Buffer.from([(major << 5) | 25, size >> 8, size & 255])
}

export type Algorithm = 'ES256' | 'RS256' | 'EdDSA'

const makeKeys = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  EdDSA: () => generateKeyPairSync('ed25519'),
}

/** A public key as an authenticator writes it (COSE, RFC 9052). */
const coseKeys: Record<Algorithm, (part: (name: string) => Uint8Array) => [number, Cbor][]> = {
  ES256: (part) => [
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, part('x')],
    [-3, part('y')],
  ],
  RS256: (part) => [
    [1, 3],
    [3, -257],
    [-1, part('n')],
    [-2, part('e')],
  ],
  EdDSA: (part) => [
    [1, 1],
    [3, -8],
    [-1, 6],
    [-2, part('x')],
  ],
}

function coseOf(algorithm: Algorithm, key: KeyObject, more: [number, Cbor][]) {
  const parts = key.export({ format: 'jwk' }) as Record<string, string>
  return cbor(new Map<Cbor, Cbor>([...coseKeys[algorithm]((name) => Buffer.from(parts[name]!, 'base64url')), ...more]))
}

const sha256 = (what: string | Uint8Array) => createHash('sha256').update(what).digest()
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** What a browser sends on. */
export type Answer = {
  id: string
  rawId: string
  type: string
  response: Record<string, unknown>
  [field: string]: unknown
}

/** Where an answer departs from the right one; everything up to `signature` is what gets signed. */
export type Departure = {
  client?: Record<string, unknown>
  /** The client data as it is written, in place of plain JSON. */
  written?: (json: string) => string
  rpId?: string
  flags?: number
  counter?: number
  credentialId?: Uint8Array
  /** Over the fields of the public key. */
  key?: [number, Cbor][]
  extra?: Uint8Array
  attestation?: (statement: { authData: Buffer; signature: Buffer }) => Map<Cbor, Cbor>
  attestationBytes?: (bytes: Buffer) => Uint8Array
  signer?: KeyObject
  signature?: (bytes: Buffer) => Uint8Array
  /** The last word: whatever is in the JSON by then. */
  answer?: (answer: Answer) => unknown
}

/** An authenticator in software, in a browser on the page of `origin`: what it answers is really signed. */
export class Authenticator {
  readonly keys: { publicKey: KeyObject; privateKey: KeyObject }
  readonly credentialId: Uint8Array = randomBytes(32)
  counter = 0

  constructor(
    readonly origin: string,
    readonly algorithm: Algorithm = 'ES256',
  ) {
    this.keys = makeKeys[algorithm]()
  }

  /** Makes a passkey (`navigator.credentials.create`). */
  make(challenge: string, departure: Departure = {}): unknown {
    const {
      credentialId = this.credentialId,
      key = [],
      extra = Buffer.alloc(0),
      attestation = stated('none'),
      attestationBytes = same,
    } = departure
    const length = Buffer.from([credentialId.length >> 8, credentialId.length & 255])
    const made = Buffer.concat([
      Buffer.alloc(16),
      length,
      credentialId,
      coseOf(this.algorithm, this.keys.publicKey, key),
      extra,
    ])
    const clientData = this.clientData('webauthn.create', challenge, departure)
    const authData = this.authenticatorData({ flags: present | verified | attested, ...departure }, made)
    const statement = attestation({ authData, signature: this.sign(authData, clientData, departure) })
    const response = {
      clientDataJSON: text(clientData),
      attestationObject: text(attestationBytes(cbor(statement))),
      transports: ['internal'],
    }
    return answered(this.credentialId, response, departure)
  }

  /** Shows it (`navigator.credentials.get`). */
  show(challenge: string, departure: Departure = {}): unknown {
    const clientData = this.clientData('webauthn.get', challenge, departure)
    const authData = this.authenticatorData(
      { flags: present | verified, ...departure },
      departure.extra ?? Buffer.alloc(0),
    )
    const response = {
      clientDataJSON: text(clientData),
      authenticatorData: text(authData),
      signature: text(this.sign(authData, clientData, departure)),
    }
    return answered(this.credentialId, response, departure)
  }

  private clientData(type: string, challenge: string, { client, written = same }: Departure) {
    return Buffer.from(written(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false, ...client })))
  }

  private authenticatorData(
    { rpId = new URL(this.origin).hostname, flags = 0, counter = ++this.counter }: Departure,
    rest: Uint8Array,
  ) {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, rest])
  }

  private sign(
    authData: Uint8Array,
    clientData: Uint8Array,
    { signer = this.keys.privateKey, signature = same }: Departure,
  ) {
    return Buffer.from(
      signature(
        sign(this.algorithm === 'EdDSA' ? null : 'sha256', Buffer.concat([authData, sha256(clientData)]), signer),
      ),
    )
  }
}

const same = <T>(value: T) => value

const answered = (credentialId: Uint8Array, response: Record<string, unknown>, { answer = same }: Departure) =>
  answer({
    id: text(credentialId),
    rawId: text(credentialId),
    type: 'public-key',
    clientExtensionResults: {},
    authenticatorAttachment: 'platform',
    response,
  })

type Statement = NonNullable<Departure['attestation']>

/** An attestation of a format, with these fields in its statement. */
export const stated =
  (format: string, fields: [string, Cbor][] = []): Statement =>
  ({ authData }) =>
    new Map<Cbor, Cbor>([
      ['fmt', format],
      ['attStmt', new Map<Cbor, Cbor>(fields)],
      ['authData', authData],
    ])

/** Attested by the passkey's own key. */
export const packed =
  (more: [string, Cbor][] = [], algorithm = -7): Statement =>
  (made) =>
    stated('packed', [['alg', algorithm], ['sig', made.signature], ...more])(made)
