/** The payment graph as a picture. What it says stands in the table as well, so to who cannot see it, it is one image. */
import { formatMoney } from '../../../components/money-format.ts'
import { ScrollFrame } from '../../../components/scroll-frame.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from './graph.module.css'
import type { Drawing, DrawnEdge, Place } from './graph-layout.ts'

const { graph: text } = staffText
const NODE = 11
/** Room for names, beside the outermost accounts and above them. */
const MARGIN = { x: 150, y: 50 }
const LONGEST_NAME = 18

export function GraphDrawing({ drawing, isStart }: { drawing: Drawing; isStart: (place: Place) => boolean }) {
  const { places, edges, left } = drawing
  return (
    <>
      <ScrollFrame className={classes.frame} label={text.described(places.length, edges.length)}>
        <svg viewBox={frameOf(places)} className={classes.drawing} aria-hidden="true" focusable="false">
          <defs>
            {(['arrow', 'arrow-cycle'] as const).map((id) => (
              <marker
                key={id}
                id={id}
                viewBox="0 0 8 8"
                refX="7"
                refY="4"
                markerWidth="8"
                markerHeight="8"
                markerUnits="userSpaceOnUse"
                orient="auto-start-reverse"
              >
                <path d="M0 0.5L8 4L0 7.5z" className={id === 'arrow' ? classes.head : classes.cycleHead} />
              </marker>
            ))}
          </defs>
          {edges.map((drawn) => (
            <path
              key={`${drawn.edge.from.accountId} ${drawn.edge.to.accountId} ${drawn.edge.money.currency}`}
              d={pathOf(drawn)}
              className={drawn.isInCycle ? classes.cycle : classes.edge}
              strokeWidth={Math.min(1 + Math.log10(drawn.edge.payments) * 1.5, 5)}
              markerEnd={`url(#${drawn.isInCycle ? 'arrow-cycle' : 'arrow'})`}
            >
              <title>{`${drawn.edge.from.name} → ${drawn.edge.to.name}: ${formatMoney(drawn.edge.money)}`}</title>
            </path>
          ))}
          {places.map((place) => (
            <g key={place.accountId} transform={`translate(${place.x} ${place.y})`}>
              <circle r={NODE} className={isStart(place) ? classes.start : classes.node} />
              <text {...besideOf(place)} className={classes.name}>
                {shortened(place.name)}
              </text>
            </g>
          ))}
        </svg>
      </ScrollFrame>
      {left > 0 && <p className={classes.note}>{text.left(left)}</p>}
    </>
  )
}

/** `x y width height` of what there is, and as much room around it as names take. */
const frameOf = (places: readonly Place[]): string => {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)]
  const [left, top] = [Math.min(0, ...xs) - MARGIN.x, Math.min(0, ...ys) - MARGIN.y]
  const [right, bottom] = [Math.max(0, ...xs) + MARGIN.x, Math.max(0, ...ys) + MARGIN.y]
  return `${left} ${top} ${right - left} ${bottom - top}`
}

/** A name stands outside of the ring, where there is most room for it: above or below only who has nobody beside them there. */
const besideOf = ({
  x,
  y,
  ring,
}: Place): { x: number; y: number; textAnchor: 'start' | 'middle' | 'end' } => {
  const distance = Math.hypot(x, y)
  if (ring === 0 || Math.abs(x) < distance * 0.1)
    return { x: 0, y: y < 0 ? -NODE - 7 : NODE + 16, textAnchor: 'middle' }
  return x > 0 ? { x: NODE + 6, y: 4, textAnchor: 'start' } : { x: -NODE - 6, y: 4, textAnchor: 'end' }
}

const shortened = (name: string): string =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name

/** From rim to rim; bent, so that the way there and the way back do not lie upon each other. */
const pathOf = ({ from, to, isMutual }: DrawnEdge): string => {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(dx, dy) || 1
  const [ux, uy] = [dx / length, dy / length]
  const bend = isMutual ? length * 0.12 : 0
  const [mx, my] = [(from.x + to.x) / 2 - uy * bend, (from.y + to.y) / 2 + ux * bend]
  const end = NODE + 3
  const at = (value: number) => value.toFixed(1)
  return `M${at(from.x + ux * NODE)} ${at(from.y + uy * NODE)}Q${at(mx)} ${at(my)} ${at(to.x - ux * end)} ${at(to.y - uy * end)}`
}
