'use client'

/** Which hashes differ on the forged copy, and what verification says of it. */
import type { Finding, Forgery } from '../../api-client/engine-room-proof-queries.ts'
import { formatCount } from '../../components/money-format.ts'
import { proofText } from '../../text/engine-room-proof.ts'
import { Findings } from './findings.tsx'
import { Hash } from './hash.tsx'
import classes from './proof.module.css'

const { forgery: text, seals } = proofText

type Hashes = Forgery['content']
const differs = ({ was, is }: Hashes): boolean => was !== is

export function ForgeryResult({ forgery }: { forgery: Forgery }) {
  const { content, chain, seals: sealed, findings } = forgery
  const isForged = differs(content)
  const rangeOf = ({ from, to }: { from: number; to: number }) =>
    seals.range(formatCount(from), formatCount(to))
  return (
    <div className={classes.result} role="status" aria-label={text.result}>
      <h3 className={classes.subtitle}>{text.verdicts}</h3>
      {isForged ? (
        <>
          <Verdict title={text.own} findings={findings.own}>
            {text.undetected}
          </Verdict>
          <Verdict title={text.kept} findings={findings.kept} />
        </>
      ) : (
        <p className={classes.quiet}>{text.unchanged}</p>
      )}
      <h3 className={classes.subtitle}>{text.hashes}</h3>
      <dl className={classes.hashes}>
        <Compared name={text.content} hashes={content} />
        <Compared name={text.chain} hashes={chain} />
        {sealed.flatMap((seal, index) => [
          // The first one follows what nobody has touched.
          index > 0 && (
            <Compared
              key={`previous ${seal.from}`}
              name={text.previous(rangeOf(seal))}
              hashes={seal.previous}
            />
          ),
          <Compared key={`seal ${seal.from}`} name={text.seal(rangeOf(seal))} hashes={seal.hash} />,
        ])}
      </dl>
    </div>
  )
}

function Verdict({
  title,
  findings,
  children,
}: {
  title: string
  findings: readonly Finding[]
  /** What it means that nothing is found. */
  children?: string
}) {
  return (
    <div className={classes.verdict} data-is-sound={findings.length === 0}>
      <h4 className={classes.verdictTitle}>{title}</h4>
      {findings.length > 0 ? <Findings findings={findings} /> : <p>{text.findsNothing}</p>}
      {findings.length === 0 && children && <p className={classes.quiet}>{children}</p>}
    </div>
  )
}

function Compared({ name, hashes }: { name: string; hashes: Hashes }) {
  const isChanged = differs(hashes)
  return (
    <div data-is-changed={isChanged}>
      <dt>
        {name} <span className={classes.state}>{isChanged ? text.changed : text.same}</span>
      </dt>
      <dd>
        {isChanged ? (
          <>
            {text.was} <Hash value={hashes.was} /> {text.now} <Hash value={hashes.is} />
          </>
        ) : (
          <Hash value={hashes.was} />
        )}
      </dd>
    </div>
  )
}
