/**
 * Whether this process has much to do for others. Who only looks stands back then: what is looked at is not to become
 * slower by it.
 */
import { performance } from 'node:perf_hooks'

/** Of the time: a bank with some dozens of people in it stays far below. */
const MUCH = 0.5

export type BusyMeter = {
  /** Since the last {@link BusyMeter.begin}, or since it was made. */
  readonly isBusy: () => boolean
  /** What is done from now on counts. */
  readonly begin: () => void
}

export const createBusyMeter = (): BusyMeter => {
  let since = performance.eventLoopUtilization()
  return {
    isBusy: () => performance.eventLoopUtilization(since).utilization > MUCH,
    begin: () => {
      since = performance.eventLoopUtilization()
    },
  }
}
