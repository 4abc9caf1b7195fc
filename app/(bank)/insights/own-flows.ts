/** Money between one's own accounts, netted until it only goes forward. Every account keeps what it has lost or won by it. */
export type Flow = { readonly from: string; readonly to: string; readonly amount: bigint }

export const withoutCircles = (flows: readonly Flow[]): Flow[] => {
  let net = added(flows)
  for (let circle = circleIn(net); circle; circle = circleIn(net)) {
    const round = circle
    const least = round.map(({ amount }) => amount).toSorted((a, b) => Number(a - b))[0]!
    // Two accounts that pay each other are the smallest circle.
    net = net
      .map((flow) => (round.includes(flow) ? { ...flow, amount: flow.amount - least } : flow))
      .filter(({ amount }) => amount > 0n)
  }
  return net
}

const added = (flows: readonly Flow[]): Flow[] => {
  const sums = new Map<string, Flow>()
  for (const { from, to, amount } of flows) {
    if (from === to || amount === 0n) continue
    const key = `${from} ${to}`
    sums.set(key, { from, to, amount: (sums.get(key)?.amount ?? 0n) + amount })
  }
  return [...sums.values()]
}

/** One that there is, or undefined. */
const circleIn = (flows: readonly Flow[]): Flow[] | undefined => {
  const done = new Set<string>()
  const follow = (account: string, path: readonly Flow[]): Flow[] | undefined => {
    const start = path.findIndex(({ from }) => from === account)
    if (start >= 0) return path.slice(start)
    if (done.has(account)) return undefined
    for (const flow of flows) {
      if (flow.from !== account) continue
      const circle = follow(flow.to, [...path, flow])
      if (circle) return circle
    }
    done.add(account)
    return undefined
  }
  for (const { from } of flows) {
    const circle = follow(from, [])
    if (circle) return circle
  }
  return undefined
}
