/** @type {import('knip').KnipConfig} */
const config = {
  entry: [
    'bin/*.js',
    // What bin/steps/build makes programs of.
    'server/{main,worker,reset-factors,let-in,backup,restore}.ts',
    'bench/{run,timing}.ts',
    // Programs that a bench or a test starts by their path.
    'bench/{bare-file,check-server,mail-sink,empty-page}.{ts,tsx}',
    'e2e/fixtures/{count-connections,loaded-packages,loop-probe}.{js,mjs}',
    '.config/*.{js,ts}',
    'prisma/seed.ts',
    'prisma/schema/*.prisma',
    'app/**/{page,layout,route,error,global-error,not-found,loading,icon}.{ts,tsx}',
    'e2e/**/*.{spec,test,setup,last}.ts',
    '{lib,server,components,app,bin}/**/*.test.{ts,tsx}',
  ],
  project: ['**/*.{ts,tsx,js,mjs,css,prisma}'],
  // Another portal, with packages of its own.
  ignore: ['bench/better-auth/**'],
  // A page hands all of its actions on at once; e2e/refusals has each that a build made in its table.
  ignoreIssues: {
    'app/**/*actions.ts': ['exports'],
  },
  ignoreDependencies: [
    // Read by their path.
    '@ip-location-db/geo-whois-asn-country-mmdb',
    '@prisma/schema-engine-wasm',
    // Named in a command alone.
    'tsx',
  ],
  // The computer's own.
  ignoreBinaries: ['apt-get', '7z', 'mount', 'umount', 'Xvfb', 'WebKitWebDriver'],
}

export default config
