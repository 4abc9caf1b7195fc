'use client'

/** Income, accounts and spending as one stream: a drawing, and the same as a table. */
import { formatDecimal } from '../../../server/domain/decimal.ts'
import { useFlows } from '../../api-client/insights-queries.ts'
import { useAccounts } from '../../api-client/queries.ts'
import { formatMoney } from '../../components/money-format.ts'
import { categoryNames } from '../../text/categories.ts'
import { insightsText } from '../../text/insights.ts'
import { FigureSection } from './figure-section.tsx'
import classes from './figures.module.css'
import { FiguresTable } from './figures-table.tsx'
import type { Picture } from './picture.ts'
import { Sankey } from './sankey.tsx'
import { type NodeKind, sankeyGraph } from './sankey-graph.ts'

const text = insightsText.flows

export function Flows({ picture }: { picture: Picture }) {
  const { scope, accounts, currency, view, show } = picture
  const answer = useFlows(scope)
  const everyAccount = useAccounts().accounts ?? accounts
  const accountName = (accountId: string) =>
    everyAccount.find((account) => account.accountId === accountId)?.name ?? ''
  const nameOf = (node: NodeKind): string => {
    switch (node.kind) {
      case 'account':
      case 'elsewhere':
        return accountName(node.accountId)
      case 'balance':
        return node.direction === 'in' ? text.used : text.kept
      case 'category':
        return node.categories.length === 1 ? categoryNames[node.categories[0]!] : text.rest
    }
  }
  /** The lines of what flows into, or out of, the accounts from there. */
  const choose = (node: NodeKind, accountId: string | null) =>
    node.kind === 'category'
      ? () =>
          show({
            month: null,
            direction: node.direction,
            categories: node.categories,
            withoutOwn: true,
            accountId,
          })
      : undefined
  return (
    <FigureSection id="flows" title={text.title} note={text.note} answer={answer}>
      {() => {
        const here = accounts
          .filter(({ balance }) => balance.currency === currency)
          .map(({ accountId }) => accountId)
        const graph = sankeyGraph(answer.data?.data.rows ?? [], here)
        if (graph.links.length === 0) return <p className={classes.nothing}>{text.nothing}</p>
        const byId = new Map(graph.nodes.map((node) => [node.id, node]))
        const money = (amount: bigint) => formatMoney({ amount: formatDecimal(amount, currency), currency })
        return (
          <>
            {view === 'charts' && (
              <Sankey
                graph={graph}
                currency={currency}
                nameOf={nameOf}
                chooseOf={(node) => choose(node, null)}
              />
            )}
            <FiguresTable
              caption={text.chart}
              isSeen={view === 'tables'}
              columns={[text.from, text.to, text.amount]}
              rows={graph.links.map(({ from, to, amount }) => {
                const [source, sink] = [byId.get(from)!, byId.get(to)!]
                const onPress = source.kind === 'category' ? choose(source, to) : choose(sink, from)
                const names = [nameOf(source), nameOf(sink)] as const
                return {
                  key: `${from} ${to}`,
                  name: names[0],
                  cells: [
                    { value: names[1], isName: true },
                    {
                      value: amount,
                      currency,
                      lead: onPress && { label: text.link(names[0], names[1], money(amount)), onPress },
                    },
                  ],
                }
              })}
            />
          </>
        )
      }}
    </FigureSection>
  )
}
