/** One life, day by day: puts down what the person owes, earns, buys and shares on a date. */
import type { StandingOrderId } from '../../server/domain/ids.ts'
import type { Currency } from '../../server/domain/money.ts'
import type { Agenda } from './agenda.ts'
import { drawAmount, minorUnits, risen, writeText } from './amounts.ts'
import type { Book } from './book.ts'
import type { Habit, Life, Standing } from './life.ts'
import type { Payments } from './payments.ts'
import { createRandom, type Random } from './random.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
const DAYTIME = [8, 20] as const

type Demo = {
  readonly seed: string
  readonly book: Book
  readonly payments: Payments
  readonly agenda: Agenda
}
export type DiaryDates = { readonly joined: Temporal.PlainDate; readonly last: Temporal.PlainDate }

export const utcMs = (date: Temporal.PlainDate): number => date.toZonedDateTime('UTC').epochMilliseconds

export const createDiary = (life: Life, { joined, last }: DiaryDates, demo: Demo) => {
  const { book, payments, agenda, seed } = demo
  const { person, home } = life
  const random = createRandom(`${seed} ${person}`)
  const floor = minorUnits(life.floor, home)
  const localMs = (date: Temporal.PlainDate, hour: number): number =>
    utcMs(date) + (hour - life.utcOffset) * HOUR_MS
  /** Some minute within these hours. */
  const sometime = (date: Temporal.PlainDate, [from, to]: readonly [number, number], by: Random): number =>
    localMs(date, from) + by.between(0, (to - from) * HOUR_MS - 1)

  const isDueOn = ({ day, months }: Standing, date: Temporal.PlainDate): boolean =>
    date.day === Math.min(day, date.daysInMonth) && (months?.includes(date.month) ?? true)
  const amountOf = ({ amount, rise = 0 }: Standing, currency: Currency, date: Temporal.PlainDate): bigint =>
    risen(drawAmount(amount, currency, random), rise, Math.floor(joined.until(date).days / 365))

  const putStanding = (standing: Standing, date: Temporal.PlainDate): void => {
    if (!isDueOn(standing, date)) return
    const currency = standing.currency ?? home
    const amountMinor = amountOf(standing, currency, date)
    const text = writeText(standing.text, date, life, random)
    const isIncome = standing.kind === 'income'
    const payment = {
      from: isIncome ? standing.party : person,
      to: isIncome ? person : standing.party,
      currency,
      amountMinor,
      text,
      savingsHelp: standing.fromSavings ? ('whole' as const) : ('if short' as const),
    }
    const settle = (atMs: number): void => {
      const isPaid = payments.pay(payment, atMs)
      // Late, but paid: what is due waits for the next income.
      if (!isPaid && !standing.fromSavings) agenda.add(atMs + 3 * DAY_MS, settle)
    }
    agenda.add(sometime(date, isIncome ? [5, 7] : [7, 10], random), settle)
  }

  /** The evening before: the order is given or changed, and savings help out if they can. */
  const putOrder = (standing: Standing, date: Temporal.PlainDate): void => {
    const dueOn = date.add({ days: 1 })
    if (!isDueOn(standing, dueOn)) return
    const currency = standing.currency ?? home
    const amountMinor = amountOf(standing, currency, dueOn)
    const text = writeText(standing.text, dueOn, life, random)
    agenda.add(sometime(date, [18, 20], random), (atMs) => {
      const [from, to] = [payments.current(person, currency), payments.current(standing.party, currency)]
      if (from?.status !== 'open' || to?.status !== 'open') return
      const order = orders.get(standing)
      if (!order) {
        const dayOfMonth = standing.day > dueOn.day ? standing.day : null
        const terms = { amountMinor, description: text, frequency: 'monthly', dayOfMonth } as const
        const orderId = book.order(from, to, { ...terms, firstDate: dueOn.toString() }, atMs)
        orders.set(standing, { orderId, amountMinor })
      } else if (order.amountMinor !== amountMinor) {
        book.changeOrder(from, order.orderId, amountMinor, atMs)
        order.amountMinor = amountMinor
      }
      const missing = amountMinor - from.balance
      const reserve = payments.savings(person, currency)
      if (missing > 0n && reserve?.status === 'open' && reserve.balance >= missing)
        book.transfer(reserve, from, missing, `From savings: ${text}`, atMs)
    })
  }
  const orders = new Map<Standing, { readonly orderId: StandingOrderId; amountMinor: bigint }>()
  // What the bank has given up is paid by hand, late.
  book.when('OccurrenceFailed', ({ data: { orderId, money }, atMs }) => {
    const [standing] = [...orders].find(([, order]) => order.orderId === orderId) ?? []
    if (!standing) return
    const { currency, amountMinor } = money
    const text = `${writeText(standing.text, last, life, random)}, late`
    const settle = (laterMs: number): void => {
      if (!payments.pay({ from: person, to: standing.party, currency, amountMinor, text }, laterMs))
        agenda.add(laterMs + 3 * DAY_MS, settle)
    }
    agenda.add(atMs + 2 * DAY_MS, settle)
  })

  const putHabit = (habit: Habit, date: Temporal.PlainDate): void => {
    const days = habit.weekdays?.length ?? 7
    const isSeason = !habit.daysAgo || within(date.until(last, { largestUnit: 'day' }).days, habit.daysAgo)
    if (!isSeason || !(habit.weekdays?.includes(date.dayOfWeek) ?? true)) return
    const currency: Currency = habit.currency ?? home
    // More than one a day is possible: a chance of 1.4 is one for certain and another one sometimes.
    for (let chance = habit.perWeek / days; chance > 0; chance--) {
      if (!random.chance(chance)) continue
      const step = habit.roundTo ? minorUnits(habit.roundTo, currency) : 1n
      const amountMinor = drawAmount(habit.amount, currency, random, step)
      const party = random.pick(habit.parties)
      const text = writeText(habit.text, date, life, random)
      const shareFrom = habit.split ? random.pick(habit.split.among) : undefined
      const shareText = habit.split ? writeText(habit.split.text, date, life, random) : ''
      const shareLater = random.between(8 * HOUR_MS, 40 * HOUR_MS)
      agenda.add(sometime(date, habit.hours ?? DAYTIME, random), (atMs) => {
        const isPaid = payments.pay(
          { from: person, to: party, currency, amountMinor, text, floor: currency === home ? floor : 0n },
          atMs,
        )
        if (!isPaid || !shareFrom) return
        const half = amountMinor / 2n
        agenda.add(atMs + shareLater, (laterMs) => {
          payments.pay({ from: shareFrom, to: person, currency, amountMinor: half, text: shareText }, laterMs)
        })
      })
    }
  }

  const putSaving = (date: Temporal.PlainDate): void => {
    const { saving } = life
    if (!saving || date.day !== saving.day) return
    const [keep, step] = [minorUnits(saving.keep, home), minorUnits(saving.step, home)]
    agenda.add(sometime(date, [11, 12], random), (atMs) => {
      const from = payments.current(person, home)
      const to = payments.savings(person, home)
      if (from?.status !== 'open' || to?.status !== 'open') return
      const spare = from.balance - keep
      const amount = spare - (spare % step)
      if (amount >= step) book.transfer(from, to, amount, 'Put aside', atMs)
    })
  }

  const putForeign = (date: Temporal.PlainDate): void => {
    const { foreign } = life
    if (!foreign || date.until(last, { largestUnit: 'day' }).days !== foreign.openedDaysAgo) return
    agenda.add(localMs(date, 12), (atMs) => {
      const from = payments.current(person, home)
      const pays = minorUnits(foreign.pays, home)
      const to = book.open(
        person,
        { product: 'current', currency: foreign.currency, name: foreign.account },
        atMs,
      )
      if (from?.status !== 'open') return
      const reserve = payments.savings(person, home)
      if (from.balance - pays < floor && reserve?.status === 'open' && reserve.balance >= pays)
        book.transfer(reserve, from, pays, `From savings: ${foreign.text}`, atMs)
      if (from.balance >= pays) book.exchange(from, to, { sellMinor: pays }, atMs)
    })
  }

  /** The person's own account, and the savings that come with it. */
  const putOpening = (): void =>
    agenda.add(localMs(joined, 12), (atMs) => {
      const main = book.open(person, { product: 'current', currency: home, name: life.account }, atMs)
      book.deposit(main, minorUnits(life.opening, home), 'Opening deposit', atMs)
      if (!life.saving) return
      const { account: name, opening } = life.saving
      const reserve = book.open(person, { product: 'savings', currency: home, name }, atMs)
      book.deposit(reserve, minorUnits(opening, home), 'Brought along from another bank', atMs)
    })

  return (date: Temporal.PlainDate): void => {
    if (date.equals(joined)) putOpening()
    if (Temporal.PlainDate.compare(date, joined) <= 0) return
    for (const standing of life.standings) (standing.byOrder ? putOrder : putStanding)(standing, date)
    for (const habit of life.habits) putHabit(habit, date)
    putSaving(date)
    putForeign(date)
  }
}

const within = (value: number, [from, to]: readonly [number, number]) => value >= from && value <= to
