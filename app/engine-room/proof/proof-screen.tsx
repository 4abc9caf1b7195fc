'use client'

/** The chain of seals, whether the log is what they stand for, and what would come of a forgery. */
import { useState } from 'react'
import { useSeals } from '../../api-client/engine-room-proof-queries.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import { proofText as text } from '../../text/engine-room-proof.ts'
import { ForgeryBench } from './forgery-bench.tsx'
import classes from './proof.module.css'
import { SealChain } from './seal-chain.tsx'
import { VerifyNow } from './verify-now.tsx'

const FEW = 6
const MANY = 60

export function ProofScreen() {
  const [limit, setLimit] = useState(FEW)
  const seals = useSeals(limit)
  return (
    <>
      <PageHeading title={text.title} note={text.note} />
      <div className={classes.stack}>
        <SealChain
          seals={seals}
          onMore={limit === FEW && seals.data?.nextCursor ? () => setLimit(MANY) : undefined}
        />
        <VerifyNow sealed={seals.data?.head.position} />
        <ForgeryBench />
      </div>
    </>
  )
}
