'use client'

/** The tutorial's times and the measured ones on one scale, and every step on a scale of its own. */
import type { CommandFlow, Marks } from '../../api-client/engine-room-flow-queries.ts'
import { formatCount } from '../../components/money-format.ts'
import { flowText } from '../../text/engine-room-flow.ts'
import { Part } from '../part.tsx'
import classes from './flow.module.css'
import { formatMs } from './milliseconds.ts'
import { type Bar, followedProjector, type Leg, layOut, legsOf, totalOf } from './timeline.ts'

const { timeline: text } = flowText

export function Timeline({ flow, marks }: { flow: CommandFlow; marks: Marks | undefined }) {
  const bars = layOut(flow, marks)
  return (
    <Part title={text.title}>
      {flow.recorded ? (
        <>
          {flow.recorded.outcome === 'accepted' && <Legs flow={flow} />}
          {bars.length > 0 && <EachStep bars={bars} />}
        </>
      ) : (
        <p className={classes.none}>{text.none}</p>
      )}
    </Part>
  )
}

function Legs({ flow }: { flow: CommandFlow }) {
  const legs = legsOf(flow)
  const total = totalOf(legs)
  const tutorial = legs.reduce((sum, leg) => sum + leg.tutorialMs, 0)
  const measured = legs.reduce((sum, { ms }) => sum + (ms ?? 0), 0)
  const scale = Math.max(tutorial, measured)
  const followed = followedProjector(flow)
  return (
    <>
      <p className={classes.note}>{text.explained}</p>
      <div className={classes.beside} aria-hidden>
        <span>{text.tutorial}</span>
        <Stacked parts={legs.map(({ name, tutorialMs }) => ({ name, ms: tutorialMs }))} scale={scale} />
        <span>{text.measured}</span>
        <Stacked parts={legs.map(({ name, ms }) => ({ name, ms: ms ?? 0 }))} scale={scale} />
      </div>
      <table className={classes.legs}>
        <thead>
          <tr>
            <th scope="col">{text.leg}</th>
            <th scope="col">{text.tutorial}</th>
            <th scope="col">{text.measured}</th>
          </tr>
        </thead>
        <tbody>
          {legs.map(({ name, ms, tutorialMs }) => (
            <tr key={name}>
              <th scope="row">
                <span className={classes.key} data-leg={name} aria-hidden />
                {text.legs[name]}
              </th>
              <td className="money">{flowText.ms(formatCount(tutorialMs))}</td>
              <td className="money">{ms === null ? text.unknown : formatMs(ms)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{text.total}</th>
            <td className="money">{flowText.ms(formatCount(tutorial))}</td>
            <td className="money" data-total>
              {total === null ? text.unknown : formatMs(total)}
            </td>
          </tr>
        </tbody>
      </table>
      {followed && <p className={classes.quiet}>{text.follows(followed.name)}</p>}
    </>
  )
}

function Stacked({ parts, scale }: { parts: readonly Pick<Leg, 'name' | 'ms'>[]; scale: number }) {
  let from = 0
  return (
    <svg className={classes.stacked} focusable="false">
      <title>{text.title}</title>
      {parts.map(({ name, ms }) => {
        const x = (from / scale) * 100
        from += ms ?? 0
        return (
          <rect
            key={name}
            className={classes.legBar}
            data-leg={name}
            x={`${x}%`}
            width={`${((ms ?? 0) / scale) * 100}%`}
            height="100%"
          />
        )
      })}
    </svg>
  )
}

const BROWSER: readonly string[] = ['click', 'waiting', 'query', 'screen']

const nameOf = (id: string): string =>
  id.startsWith('projector:') ? id.slice('projector:'.length) : text.bars[id as keyof typeof text.bars]

const places = ['browser', 'web', 'worker'] as const

const whereOf = (id: string): (typeof places)[number] =>
  BROWSER.includes(id) ? 'browser' : id.startsWith('projector:') ? 'worker' : 'web'

function EachStep({ bars }: { bars: readonly Bar[] }) {
  const scale = Math.max(...bars.map(({ to }) => to), 0.001)
  return (
    <>
      <h3 className={classes.subtitle}>{text.each}</h3>
      <p className={classes.quiet}>{text.eachNote}</p>
      <ul className={classes.legend}>
        {places.map((place) => (
          <li key={place}>
            <span className={classes.key} data-where={place} aria-hidden />
            {text.where[place]}
          </li>
        ))}
      </ul>
      <ul className={classes.bars}>
        {bars.map(({ id, from, to }) => (
          <li key={id} data-bar={id}>
            <span className={classes.barName}>{nameOf(id)}</span>
            <svg className={classes.track} aria-hidden focusable="false">
              <rect
                className={classes.bar}
                data-where={whereOf(id)}
                x={`${(from / scale) * 100}%`}
                width={`${Math.max(0.4, ((to - from) / scale) * 100)}%`}
                height="100%"
                rx="2"
              />
            </svg>
            <span className={`money ${classes.barMs}`}>{formatMs(to - from)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
