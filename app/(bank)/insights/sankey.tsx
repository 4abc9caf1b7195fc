'use client'

/** The drawing of a stream. Its words are buttons above the bars, where there is something to be seen behind them. */
import { useElementSize } from '@mantine/hooks'
import { type Currency, formatDecimal } from '../../../server/domain/decimal.ts'
import { formatMoney } from '../../components/money-format.ts'
import { insightsText } from '../../text/insights.ts'
import classes from './sankey.module.css'
import type { NodeKind, SankeyGraph } from './sankey-graph.ts'
import { type Placed, sankeyLayout } from './sankey-layout.ts'

const text = insightsText.flows
const NODE_WIDTH = 10
const LABEL_HEIGHT = 36
const GAP = 10

export function Sankey({
  graph,
  currency,
  nameOf,
  chooseOf,
}: {
  graph: SankeyGraph
  currency: Currency
  nameOf: (node: NodeKind) => string
  chooseOf: (node: NodeKind) => (() => void) | undefined
}) {
  const { ref, width } = useElementSize()
  const layout = sankeyLayout(graph, {
    width,
    flowHeight: width < 560 ? 300 : 340,
    nodeWidth: NODE_WIDTH,
    labelHeight: LABEL_HEIGHT,
    gap: GAP,
  })
  const money = (amount: bigint) => formatMoney({ amount: formatDecimal(amount, currency), currency })
  const titleOf = (from: string, to: string, amount: bigint) => {
    const [source, sink] = [from, to].map((id) => graph.nodes.find((node) => node.id === id))
    return source && sink ? text.link(nameOf(source), nameOf(sink), money(amount)) : ''
  }
  // Each layer has its share of the width for its words; on a phone that is all there is.
  const labelWidth = Math.min(190, width / graph.layers - 2)
  return (
    <div ref={ref} className={classes.drawing} style={{ height: layout.height }}>
      {width > 0 && (
        <>
          <svg width={width} height={layout.height} aria-hidden="true" focusable="false">
            {layout.ribbons.map(({ from, to, amount, path }) => (
              <path key={`${from} ${to}`} d={path} className={classes.ribbon}>
                <title>{titleOf(from, to, amount)}</title>
              </path>
            ))}
            {layout.nodes.map((node) => (
              <rect
                key={node.id}
                x={node.x}
                y={node.y}
                width={NODE_WIDTH}
                height={node.height}
                rx={Math.min(3, node.height / 2)}
                className={classes.node}
                data-kind={node.kind}
              />
            ))}
          </svg>
          <ul aria-label={text.chart}>
            {layout.nodes.map((node) => (
              <li
                key={node.id}
                className={classes.label}
                data-end={endOf(node, graph.layers)}
                style={{
                  left: leftOf(node, graph.layers, labelWidth),
                  top: node.y - LABEL_HEIGHT,
                  width: labelWidth,
                }}
              >
                <Words name={nameOf(node)} amount={money(node.amount)} onChoose={chooseOf(node)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Words({
  name,
  amount,
  onChoose,
}: {
  name: string
  amount: string
  onChoose: (() => void) | undefined
}) {
  const words = (
    <>
      <span className={classes.name}>{name}</span>
      <span className={`money ${classes.amount}`}>{amount}</span>
    </>
  )
  return onChoose ? (
    <button type="button" className={classes.words} title={name} onClick={onChoose}>
      {words}
    </button>
  ) : (
    <span className={classes.words} title={name}>
      {words}
    </span>
  )
}

const endOf = ({ layer }: Placed, layers: number): 'first' | 'middle' | 'last' =>
  layer === 0 ? 'first' : layer === layers - 1 ? 'last' : 'middle'

const leftOf = (node: Placed, layers: number, labelWidth: number): number => {
  switch (endOf(node, layers)) {
    case 'first':
      return node.x
    case 'last':
      return node.x + NODE_WIDTH - labelWidth
    case 'middle':
      return node.x + (NODE_WIDTH - labelWidth) / 2
  }
}
