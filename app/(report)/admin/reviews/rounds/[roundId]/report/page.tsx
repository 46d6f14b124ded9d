import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { ReportPage } from '@/components/reviews/report/report-page'
import { getReport } from '@/lib/reviews/results/get-report'

type Props = { params: Promise<{ roundId: string }>; searchParams: Promise<{ part?: unknown }> }

export const metadata: Metadata = { title: 'Report of a review round' }

export default async function Page({ params, searchParams }: Props) {
  return <ReportPage report={await load(getReport, { ...(await params), part: (await searchParams).part })} />
}
