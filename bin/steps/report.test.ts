import { describe, expect, it } from 'vitest'
import { ofReport } from './report.js'

describe('what is told of the tests that failed', () => {
  it('names where each stands, and what it said, without colors and without the runner’s own lines', () => {
    const failed = {
      fullName: 'a door opens',
      status: 'failed',
      failureMessages: ['\u001b[31mexpected 1 to be 2\u001b[39m\n\n    at /x/node_modules/runner.js:1'],
    }
    const testResults = [
      {
        name: 'lib/door.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [failed, { fullName: 'b', status: 'passed', failureMessages: [] }],
      },
      { name: 'lib/house.test.ts', status: 'failed', message: 'Cannot find house', assertionResults: [] },
      { name: 'lib/good.test.ts', status: 'passed', message: '', assertionResults: [] },
    ]
    expect(ofReport({ numPassedTests: 7, numFailedTests: 1, testResults })).toEqual({
      passed: 7,
      failed: 1,
      failures: [
        'lib/door.test.ts › a door opens\n    expected 1 to be 2',
        'lib/house.test.ts › the file itself\n    Cannot find house',
      ],
    })
  })

  it('finds stories in whatever group they stand, also those that only passed the second time', () => {
    const spec = (title: string, status: string, message?: string) => ({
      title,
      file: 'journeys/a.spec.ts',
      line: 9,
      tests: [{ status, results: [{ errors: message ? [{ message }] : [] }] }],
    })
    const suites = [
      {
        specs: [spec('opens', 'expected')],
        suites: [{ specs: [spec('shuts', 'unexpected', 'Timed out'), spec('turns', 'flaky', 'Lost')] }],
      },
    ]
    expect(ofReport({ stats: { expected: 1, unexpected: 1, flaky: 1 }, suites, errors: [] })).toEqual({
      passed: 1,
      failed: 2,
      failures: ['e2e/journeys/a.spec.ts:9 › shuts\n    Timed out', 'e2e/journeys/a.spec.ts:9 › turns\n    Lost'],
    })
  })
})
