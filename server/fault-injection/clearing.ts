/**
 * The simulated clearing house while somebody wants it to be late or to say no. Late means that it keeps what it has to
 * say to itself until the fault is over, and then says all of it. What is handed in while it says no is rejected for good.
 */
import type { ClearingHouse } from '../clearing/clearing-house.ts'
import { type ClearingSettings, clearingSettings } from '../clearing/settings.ts'
import { createSimulatedHouse, type SimulationOptions } from '../clearing/simulation.ts'
import type { FaultWatch } from './watch.ts'

/** Soon, whatever the amount and whoever is to be paid. */
const sayingNo: ClearingSettings = {
  ...clearingSettings,
  byEnding: {},
  probabilities: { ...clearingSettings.probabilities, rejected: 1 },
  instantUpTo: clearingSettings.largest,
}

export const houseWithFaults = (
  faults: FaultWatch,
  options: Pick<SimulationOptions, 'sql' | 'clock'>,
): ClearingHouse => {
  const does = () => faults.find('clearingHouse')?.fault.does
  const house = createSimulatedHouse({
    ...options,
    settings: () => (does() === 'reject' ? sayingNo : clearingSettings),
    holdsBack: () => does() === 'delay',
  })
  return {
    messages: house.messages,
    submit: async (order) => {
      const fault = faults.find('clearingHouse')
      await house.submit(order)
      if (fault && order.kind === 'payment') faults.count(fault, 'orders')
    },
  }
}
