import { askFor, query } from '../fixtures/database'
import { expect, shareLinkResource, signIn, test } from '../fixtures/test'
import { keyOf, totp } from '../fixtures/totp'

const idOf = (path: string) => path.split('/').at(-1)!

test('before the last factor goes, it says what ends with it and that a policy asks for one', async ({
  as,
  freshPage,
  unused,
}) => {
  const address = unused('last.factor@contoso.example')
  const path = await shareLinkResource(await as('megan'), { title: 'Vault plans', to: address })
  const guest = await freshPage()
  await signIn(guest, address)
  await guest.goto('/account')
  await guest.getByRole('button', { name: 'Set up authenticator app' }).click()
  await guest.getByRole('textbox', { name: 'Name of the app' }).fill('Phone')
  await guest.getByRole('textbox', { name: 'Authenticator code' }).fill(totp(await keyOf(guest)))
  await guest.getByRole('button', { name: 'Verify' }).click()
  await guest.getByRole('button', { name: 'Show recovery codes' }).click()
  await guest.getByRole('link', { name: 'I have kept them' }).click()
  await expect(guest.getByText('10 of 10 recovery codes are left.')).toBeVisible()

  await askFor(idOf(path), { multiFactor: true })
  await guest.goto('/account')
  await guest.getByRole('button', { name: 'Remove Phone' }).click()
  const dialog = guest.getByRole('dialog')
  await expect(dialog).toContainText('It is the only one you have')
  await expect(dialog).toContainText('Your recovery codes end with it')
  // Another story’s policy may ask every guest for a passkey meanwhile, which is said first.
  await expect(dialog).toContainText(/A policy here asks you for a (?:second factor|passkey)/)
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(guest.getByRole('row', { name: /Phone/ })).toHaveCount(0)
  await expect(guest.getByText(/recovery codes are left/)).toHaveCount(0)
})

test('a passkey of another host is not asked for: the account says where it belongs, and a recovery code leads on', async ({
  as,
  freshPage,
  unused,
}) => {
  const address = unused('moved.house@contoso.example')
  await shareLinkResource(await as('megan'), { title: 'Moving plans', to: address })
  const guest = await freshPage()
  await signIn(guest, address)
  await query(
    `INSERT INTO "Passkey" (id, "principalId", name, "credentialId", "publicKey", counter, transports, host, "backedUp", "createdAt")
     SELECT gen_random_uuid(), id, 'Old laptop', sha256(address::bytea), 'x', 0, '{}', 'old.woodgrove.example', false, now() FROM "Principal" WHERE address = $1`,
    [address],
  )
  await guest.goto('/account')
  await expect(
    guest.getByRole('row', { name: /Old laptop \(made for old\.woodgrove\.example: it can’t be shown here\)/ }),
  ).toBeVisible()
  await expect(
    guest.getByText(/Your passkey “Old laptop” was made for old\.woodgrove\.example, and this is localhost now/),
  ).toBeVisible()
  await expect(guest.getByRole('button', { name: 'Use a passkey' })).toHaveCount(0)
  await expect(guest.getByText(/Lost everything\? Ask an administrator/)).toBeVisible()

  const code = '2222-3333-4444-5555-6666-7777'
  await query(
    `INSERT INTO "RecoveryCode" (id, "principalId", hash, "createdAt") SELECT gen_random_uuid(), id, sha256(convert_to(replace($2, '-', ''), 'UTF8')), now() FROM "Principal" WHERE address = $1`,
    [address, code],
  )
  await guest.goto('/account')
  await guest.getByText('Use a recovery code').click()
  await guest.getByRole('textbox', { name: 'Recovery code' }).fill(code)
  await guest.getByRole('button', { name: 'Use recovery code' }).click()
  await expect(guest.getByRole('button', { name: 'Add a passkey' })).toBeVisible()
  await guest.getByRole('button', { name: 'Remove Old laptop' }).click()
  await guest.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(guest.getByRole('row', { name: /Old laptop/ })).toHaveCount(0)
})

test('a browser without passkeys is offered none, and says so where nothing else would do', async ({
  as,
  freshPage,
  unused,
}) => {
  const address = unused('no.passkeys@contoso.example')
  const path = await shareLinkResource(await as('megan'), { title: 'Key plans', to: address })
  const guest = await freshPage()
  await guest.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'))
  await signIn(guest, address)
  await guest.goto('/account')
  await expect(guest.getByRole('button', { name: 'Set up authenticator app' })).toBeVisible()
  await expect(guest.getByRole('button', { name: 'Add a passkey' })).toHaveCount(0)

  await askFor(idOf(path), { passkey: true })
  await guest.goto(path.replace('/shares/', '/shared-with-me/'))
  await expect(guest.getByRole('heading', { name: 'Set up a passkey' })).toBeVisible()
  await expect(guest.getByText(/This browser has no passkeys/)).toBeVisible()
  await expect(guest.getByRole('button', { name: 'Add a passkey' })).toHaveCount(0)
})
