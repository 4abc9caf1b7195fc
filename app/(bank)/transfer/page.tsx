import type { Metadata } from 'next'
import { TransferScreen } from './transfer-screen.tsx'

export const metadata: Metadata = { title: 'Send money' }

export default async function TransferPage({
  searchParams,
}: {
  searchParams: Promise<{ from?: string | string[]; again?: string | string[] }>
}) {
  const { from, again } = await searchParams
  return <TransferScreen from={one(from)} again={one(again)} />
}

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value
