import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

const libraries = existsSync('/usr/lib') ? readdirSync('/usr/lib').map((name) => path.join('/usr/lib', name)) : []

/** What each engine's program may be, what must be there besides, and Debian's packages of all that. */
const engines = [
  { name: 'firefox', packages: 'firefox-esr', programs: ['/usr/bin/firefox-esr', '/usr/bin/firefox'], besides: [] },
  {
    name: 'webkit',
    packages: 'webkit2gtk-driver xvfb',
    programs: libraries.map((library) => path.join(library, 'webkit2gtk-4.1/MiniBrowser')),
    besides: ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb'],
  },
]

/** The engines other than Chromium; `program` is null where one is not on this computer with all that drives it. */
export const findEngines = () =>
  engines.map(({ name, packages, programs, besides }) => ({
    name,
    packages,
    program: besides.every((file) => existsSync(file)) ? (programs.find((file) => existsSync(file)) ?? null) : null,
  }))
