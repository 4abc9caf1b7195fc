/** Which accounts a transfer goes between: any two, or from any into one hot account. */

export type Target = 'uniform' | 'hot'

export const pickAccounts = <Id>(ids: readonly Id[], target: Target): readonly [from: Id, to: Id] => {
  const to = target === 'hot' ? 0 : Math.floor(Math.random() * ids.length)
  const from = (to + 1 + Math.floor(Math.random() * (ids.length - 1))) % ids.length
  return [ids[from]!, ids[to]!]
}

export const wordsFor = (target: Target): string => (target === 'hot' ? 'one hot account' : 'uniform')
