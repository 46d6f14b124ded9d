import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

const told = (env: Record<string, string>) => {
  const script = `const { say, complain } = await import('./bin/steps/say.js'); say('Building …'); complain('It failed.\\n  at once')`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  })
  return [stdout, stderr]
}

it('tells whoever sets up what is done, as it is', () => {
  expect(told({ LOG_FORMAT: 'text' })).toEqual(['Building …\n', 'It failed.\n  at once\n'])
})

it('tells programs so line by line, as the server does', () => {
  const [said = '', complained = ''] = told({ LOG_FORMAT: 'json' })
  expect([said, complained].map((line) => JSON.parse(line) as object)).toEqual([
    { level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), part: 'starter', message: 'Building …' },
    { level: 'fatal', time: expect.any(String), part: 'starter', message: 'It failed. at once' },
  ])
})
