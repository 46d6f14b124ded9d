import { ChevronDown, Download, Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { isolated } from '@/lib/own-direction'
import { reviewPath, roundPath } from '@/lib/page-paths'
import type { RoundPage as View } from '@/lib/reviews/administering/get-round'
import { Banner } from '../../ui/banner'
import { Menu, MenuLink } from '../../ui/menu'
import { menuEntryClass } from '../../ui/menu-focus'
import { PageHeader } from '../../ui/page-header'
import { ProgressBar } from '../../ui/progress-bar'
import { Section } from '../../ui/section'
import { Day } from '../../ui/day'
import { Time } from '../../ui/time'
import { RoundButtons, RoundEndings, type RoundActions } from './round-buttons'
import { PaceChip, RoundState } from './round-state'
import { RoundTabs, type RoundTab } from './round-tabs'
import { SettingLines } from './setting-lines'
import { WorkBar } from './work-bar'

type Props = { view: View; tab: RoundTab; actions: RoundActions; children: ReactNode }

/** A round: how it stands, what can be done with it, and behind four tabs everything it is made of. */
export function RoundPage({ view, tab, actions, children }: Props) {
  return (
    <>
      <PageHeader
        title={`Round ${view.number}: ${isolated(view.review.name)}`}
        back={{ href: reviewPath(view.review.id), label: view.review.name }}
        description={<State view={view} />}
        action={<Actions view={view} actions={actions} />}
      />
      {view.work ? <WorkBar work={view.work} /> : <Answered view={view} />}
      {view.status === 'completed' && <Waiting view={view} />}
      {view.failed > 0 && (
        <Banner tone="danger">
          {view.failed.toLocaleString('en')} could not be removed. Each says why: filter the items by “Failed”.
        </Banner>
      )}
      <RoundTabs roundId={view.id} current={tab} />
      {children}
      <Section title="As it was set up">
        <SettingLines lines={view.words} />
      </Section>
      <RoundEndings view={view} actions={actions} />
    </>
  )
}

const State = ({ view }: { view: View }) => (
  <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
    <RoundState status={view.status} />
    <PaceChip pace={view.pace} />
    <span>
      <When view={view} />
      {view.stages > 1 && view.endedAt === null && `, stage ${view.stage} of ${view.stages}`}
      {view.extendedAt && ', extended once'}
    </span>
  </span>
)

function When({ view: { startedAt, startsAt, endedAt, endedBy, stageEndsAt } }: { view: View }) {
  if (endedAt)
    return (
      <>
        Began <Day value={startsAt} />, ended <Time value={endedAt} />
        {endedBy && ` by ${endedBy}`}
      </>
    )
  if (!startedAt)
    return (
      <>
        Due <Day value={startsAt} mode="relative" />
      </>
    )
  return (
    <>
      Began <Day value={startsAt} />, ends <Day value={stageEndsAt} mode="relative" />
    </>
  )
}

const Actions = ({ view, actions }: { view: View; actions: RoundActions }) => (
  <div className="flex flex-wrap items-start gap-2">
    <RoundButtons view={view} actions={actions} />
    <Results page={roundPath(view.id)} />
  </div>
)

/** In a menu of plain links: what is downloaded is no page, and asking for it twice would be told twice in the trail. */
const Results = ({ page }: { page: string }) => (
  <Menu
    trigger={
      <>
        Results <ChevronDown />
      </>
    }
    variant="quiet"
    size="small"
  >
    <a href={`${page}/results.csv`} className={menuEntryClass}>
      <Download /> Download CSV
    </a>
    <a href={`${page}/results.json`} className={menuEntryClass}>
      <Download /> Download JSON
    </a>
    <MenuLink href={`${page}/report`}>
      <Printer /> Print report
    </MenuLink>
  </Menu>
)

function Answered({
  view: { answered, items, approved, denied, dontKnow, ended, notReviewed, removed, appliedAt },
}: {
  view: View
}) {
  if (items === 0)
    return <p className="mb-8 text-muted">Nobody was in scope when this round began: there is nothing to review.</p>
  const number = (count: number) => count.toLocaleString('en')
  const parts = [
    `${number(approved)} approved`,
    `${number(denied)} denied`,
    `${number(dontKnow)} don’t know`,
    `${number(notReviewed)} not reviewed`,
    ...(ended > 0 ? [`${number(ended)} ended before`] : []),
  ]
  return (
    <div className="mb-8">
      <ProgressBar
        value={answered + ended}
        max={items}
        label={`${number(answered)} of ${number(items - ended)} answered`}
        detail={[...parts, ...(appliedAt ? [`${number(removed)} removed`] : [])].join(' · ')}
      />
    </div>
  )
}

const Waiting = ({ view: { startedAt } }: { view: View }) => (
  <div className="mb-8">
    <Banner tone="warning">
      {startedAt
        ? 'Answers are closed and nothing has been removed yet: apply the results when you are ready.'
        : 'This round was stopped before anybody could answer. Nothing is removed.'}
    </Banner>
  </div>
)
