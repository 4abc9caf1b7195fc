/** The balance over a whole stream, and where in it one is. Drawn by hand; what it shows is said in words as well. */
import { type Currency, formatDecimal } from '../../../server/domain/decimal.ts'
import type { ReplayOutline, Without } from '../../api-client/engine-room-replay-queries.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import { extremes } from '../../components/balance-line/line.ts'
import { formatCount, formatMoney } from '../../components/money-format.ts'
import { replayText } from '../../text/engine-room-replay.ts'
import { HEIGHT, placesIn, stepLine, WIDTH } from './film-line.ts'
import classes from './replay.module.css'

const { balance: text } = replayText

export function BalanceFilm({
  outline,
  currency,
  position,
  now,
  without,
}: {
  outline: ReplayOutline
  currency: Currency
  position: number
  /** After the event that is looked at; undefined while it is on its way, and before there is one. */
  now: { amount: string; currency: string } | undefined
  without: Without | undefined
}) {
  const minor = ({ amount }: { amount: string }) => minorUnits({ amount, currency })
  const is = outline.balances.map((point) => ({ at: point.streamPosition, minor: minor(point) }))
  const wouldBe = (without?.balances ?? []).map((point) => ({
    at: point.streamPosition,
    minor: minor(point),
  }))
  const range = extremes([...is, ...wouldBe].map((point) => point.minor).concat(0n))
  const places = placesIn(outline.end, range)
  const drawn = extremes(is.map((point) => point.minor))
  const last = without?.balances.at(-1)
  const say = (value: bigint) => formatMoney({ amount: formatDecimal(value, currency), currency })
  const words = [
    text.words(
      say(drawn.lowest),
      say(drawn.highest),
      formatCount(outline.end + 1),
      now ? formatMoney(now) : text.none,
    ),
    last && text.wouldBe(formatMoney({ amount: last.amount, currency })),
  ]
  return (
    <figure className={classes.figure}>
      <p className={classes.balance}>
        <span>{text.title}</span>
        <strong className="money">{now ? formatMoney(now) : text.none}</strong>
        <span className={classes.quiet}>{text.now}</span>
      </p>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.filter(Boolean).join(' ')}
      >
        <path d={`M0 ${places.y(0n)}H${WIDTH}`} className={classes.zero} />
        {outline.kept.map(({ streamPosition }) => (
          <path
            key={streamPosition}
            d={`M${places.x(streamPosition)} ${HEIGHT}v-16`}
            className={classes.keptTick}
          />
        ))}
        <path d={stepLine(is, places)} className={classes.line} />
        {wouldBe.length > 0 && <path d={stepLine(wouldBe, places)} className={classes.otherLine} />}
        <path d={`M${places.x(position)} 0V${HEIGHT}`} className={classes.cursor} />
        {now && <path d={`M${places.x(position)} ${places.y(minor(now))}h0.01`} className={classes.dot} />}
      </svg>
      <figcaption className={classes.legend}>
        <span className={classes.isKey}>{text.legend.is}</span>
        {wouldBe.length > 0 && <span className={classes.wouldBeKey}>{text.legend.wouldBe}</span>}
        {outline.kept.length > 0 && <span className={classes.keptKey}>{text.legend.kept}</span>}
        {outline.balances.length < outline.end && outline.end >= 200 && <span>{text.sampled}</span>}
      </figcaption>
    </figure>
  )
}
