/** Lanes on one axis of time: what stood on the screen from when to when, and what was being asked meanwhile. */
import {
  type FigureKind,
  judged,
  type LaneRecord,
  type LaneRequest,
} from '../../api-client/consistency-lab/lane-record.ts'

/** In percent of the axis. */
export type Stretch = { readonly from: number; readonly width: number }
export type SeenStretch = Stretch & { readonly is: FigureKind }
export type RequestStretch = Stretch & Pick<LaneRequest, 'what' | 'waits'>

/** The last thing that is known of it, in milliseconds after the click. */
export const endOf = ({
  sightings,
  requests,
  acknowledged,
  timeouts,
  lateAt,
  readableAt,
}: LaneRecord): number =>
  Math.max(
    0,
    readableAt ?? 0,
    acknowledged?.at ?? 0,
    lateAt ?? 0,
    ...sightings.map(({ at }) => at),
    ...requests.map(({ to }) => to),
    ...timeouts.map(({ at }) => at),
  )

/** As long as the longest of them, and a little more, so that one sees how each has ended. */
export const axisOf = (lanes: readonly LaneRecord[]): number => Math.max(1, ...lanes.map(endOf)) * 1.05

const STEPS = [1, 2, 5]

/** Round figures along the axis, some four or five of them, from 0. */
export const ticksOf = (axisMs: number): readonly number[] => {
  const power = 10 ** Math.floor(Math.log10(axisMs / 4))
  const step = [...STEPS, 10].map((one) => one * power).find((one) => axisMs / one <= 5) ?? axisMs
  return Array.from({ length: Math.floor(axisMs / step) + 1 }, (_, index) => index * step)
}

export const placeOn = (axisMs: number, at: number): number => (Math.min(at, axisMs) / axisMs) * 100

/** What was seen last stays to the end of the axis: nothing takes it away. */
export const seenOn = (
  axisMs: number,
  record: Pick<LaneRecord, 'sightings' | 'outcome'>,
): readonly SeenStretch[] =>
  judged(record).map(({ at, is }, index, all) => {
    const from = placeOn(axisMs, at)
    const to = placeOn(axisMs, all[index + 1]?.at ?? axisMs)
    return { is, from, width: to - from }
  })

export const requestsOn = (
  axisMs: number,
  { requests }: Pick<LaneRecord, 'requests'>,
): readonly RequestStretch[] =>
  requests.map(({ what, waits, from, to }) => {
    const start = placeOn(axisMs, from)
    return { what, waits, from: start, width: placeOn(axisMs, to) - start }
  })
