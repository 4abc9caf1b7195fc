/**
 * What happens to accounts beside everyday money: one is lost and found, one closed in good order, one frozen to this
 * day; one gets an overdraft and needs it, one gets another name; and of two transfers that are held for a moment one is called back.
 */

import type { TransferId } from '../../server/domain/ids.ts'
import type { Agenda } from './agenda.ts'
import type { Book } from './book.ts'
import { DAY_MS } from './diary.ts'
import type { Payments } from './payments.ts'

const HOUR_MS = DAY_MS / 24

type Demo = { readonly book: Book; readonly payments: Payments; readonly agenda: Agenda }

/** @param lastDayMs the start of the last day, from which the others are counted back. */
export const putEpisodes = ({ book, payments, agenda }: Demo, lastDayMs: number): void => {
  const at = (daysAgo: number, hour: number) => lastDayMs - daysAgo * DAY_MS + hour * HOUR_MS

  const lostCard = () => payments.current('tom', 'GBP')
  agenda.add(at(213, 22.6), (atMs) => {
    const account = lostCard()
    if (account) book.freeze(account, 'Card reported lost on the night bus', atMs)
  })
  agenda.add(at(212, 6.4), (atMs) => {
    const account = lostCard()
    if (account?.status === 'frozen') book.unfreeze(account, 'Card handed in, customer identified', atMs)
  })

  agenda.add(at(640, 15), (openedMs) => {
    const club = book.open(
      'marcus',
      { product: 'savings', currency: 'USD', name: 'Christmas club' },
      openedMs,
    )
    agenda.add(at(330, 15), (atMs) => {
      book.close(club, 'The club has dissolved itself', atMs)
    })
  })

  agenda.add(at(400, 11), (openedMs) => {
    const fund = book.open('jonas', { product: 'savings', currency: 'EUR', name: 'Band fund' }, openedMs)
    book.deposit(fund, 34_500n, 'Street music, Mauerpark', openedMs)
    agenda.add(at(170, 12), (atMs) => {
      book.deposit(fund, 21_000n, 'Street music, summer', atMs)
    })
    agenda.add(at(19, 14), (atMs) => {
      book.freeze(fund, 'Unclear who may dispose of it; papers asked for', atMs)
    })
  })

  agenda.add(at(300, 10), (atMs) => {
    const account = payments.current('jonas', 'EUR')
    if (account?.status === 'open') book.allowOverdraft(account, 50_000n, atMs)
  })
  agenda.add(at(204, 16), (atMs) => {
    const [from, to] = [payments.current('jonas', 'EUR'), payments.current('musikhaus', 'EUR')]
    if (from?.status !== 'open' || to?.status !== 'open' || from.balance < 0n) return
    const amountMinor = ((from.balance + 39_000n) / 1_000n) * 1_000n
    book.transfer(from, to, amountMinor, 'Gitarre, gebraucht, ein Traum', atMs)
  })
  agenda.add(at(120, 19), (atMs) => {
    const account = payments.current('tom', 'GBP')
    if (account?.status === 'open') book.rename(account, 'Wedding and everything else', atMs)
  })

  const send = (atMs: number, description: string): TransferId | undefined => {
    const [from, to] = [payments.current('maya', 'USD'), payments.current('ben', 'USD')]
    if (from?.status !== 'open' || to?.status !== 'open' || from.balance < 9_500n) return undefined
    return book.transfer(from, to, 4_500n, description, atMs, { canBeUndone: true })
  }
  agenda.add(at(9, 20), (atMs) => {
    const transferId = send(atMs, 'Dinner, mine')
    if (transferId) agenda.add(atMs + 6_000, (laterMs) => book.callBack('maya', transferId, laterMs))
  })
  agenda.add(at(9, 20.1), (atMs) => send(atMs, 'Groceries, Saturday'))
}
