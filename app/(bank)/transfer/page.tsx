import type { Metadata } from 'next'
import { transferText } from '../../text/transfer.ts'
import { TransferScreen } from './transfer-screen.tsx'

export const metadata: Metadata = { title: transferText.title }

export default async function TransferPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { from, to, again, repeat, when } = await searchParams
  return (
    <TransferScreen
      from={one(from)}
      to={one(to) || undefined}
      again={one(again)}
      repeat={one(repeat)}
      when={one(when)}
    />
  )
}

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value
