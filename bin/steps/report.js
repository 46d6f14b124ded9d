import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from './root.js'

/** Lines of what a failed test said that are told once more at the end. */
const LINES = 16

export const reportFile = (name) => path.join(root, '.tmp/reports', `${name}.json`)

/**
 * Reads what a runner wrote of its tests, Vitest or Playwright: how many passed and failed, and of each that failed where
 * it stands and what it said. Null where there is no report.
 */
export function readReport(name) {
  return existsSync(reportFile(name)) ? ofReport(JSON.parse(readFileSync(reportFile(name), 'utf8'))) : null
}

export const ofReport = (report) => (report.stats ? ofPlaywright(report) : ofVitest(report))

const ofVitest = ({ numPassedTests, numFailedTests, testResults }) => ({
  passed: numPassedTests,
  failed: numFailedTests,
  failures: testResults.flatMap(({ name: file, message, status, assertionResults }) => {
    const failed = assertionResults
      .filter((one) => one.status === 'failed')
      .map(({ fullName, failureMessages }) => told(file, fullName, failureMessages.join('\n')))
    return failed.length > 0 || status === 'passed' ? failed : [told(file, 'the file itself', message)]
  }),
})

const ofPlaywright = ({ stats, suites, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
  failures: [
    ...specsOf(suites)
      .filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
      .map(({ file, line, title, tests }) =>
        told(
          `e2e/${file}:${line}`,
          title,
          tests
            .flatMap(({ results }) => results.flatMap((result) => result.errors.map((error) => error.message)))
            .join('\n'),
        ),
      ),
    ...errors.map(({ message }) => told('e2e', 'the run itself', message)),
  ],
})

const specsOf = (suites = []) => suites.flatMap(({ specs = [], suites: inner }) => [...specs, ...specsOf(inner)])

function told(file, title, said = '') {
  const lines = stripVTControlCharacters(said)
    .split('\n')
    .filter((line) => line.trim() && !line.includes('node_modules'))
  return `${path.isAbsolute(file) ? path.relative(root, file) : file} › ${title}\n${lines
    .slice(0, LINES)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join('\n')}`
}
