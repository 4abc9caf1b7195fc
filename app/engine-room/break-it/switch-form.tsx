'use client'

/** What a switch is aimed at, for how long, and the press that turns it on. */
import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import {
  type Fault,
  type FaultKind,
  type FaultSetting,
  type ProjectorName,
  useSetFault,
} from '../../api-client/engine-room-break-it-queries.ts'
import { describeReadFailure, judge, wireErrorOf } from '../../api-client/failures.ts'
import { formatCount } from '../../components/money-format.ts'
import { breakItText } from '../../text/engine-room-break-it.ts'
import classes from './break-it.module.css'

const { switches: text, kinds } = breakItText

const USUAL_MODEL: ProjectorName = 'account-summaries'
const DELAYS_MS = [500, 1_000, 2_000, 5_000]
const USUAL_SECONDS = 60

type Aim = {
  readonly projector: ProjectorName
  readonly delayMs: number
  readonly process: 'web' | 'worker'
  readonly does: 'delay' | 'reject'
}
const usual: Aim = { projector: USUAL_MODEL, delayMs: 2_000, process: 'worker', does: 'delay' }

const faultOf = (kind: FaultKind, { projector, delayMs, process, does }: Aim): Fault => {
  switch (kind) {
    case 'slowProjector':
      return { kind, projector, delayMs }
    case 'pausedProjector':
    case 'redeliveredBatches':
    case 'throwingProjection':
      return { kind, projector }
    case 'killedWorker':
      return { kind }
    case 'clearingHouse':
      return { kind, does }
    case 'cutConnections':
      return { kind, process }
  }
}

const durations = Object.entries(text.durations).map(([value, label]) => ({ value, label }))

export function SwitchForm({ kind, projectors }: { kind: FaultKind; projectors: readonly ProjectorName[] }) {
  const [aim, setAim] = useState(usual)
  const [seconds, setSeconds] = useState<NonNullable<FaultSetting['seconds']>>(USUAL_SECONDS)
  const { mutate, isPending, error } = useSetFault()
  const change = (changed: Partial<Aim>) => setAim((before) => ({ ...before, ...changed }))
  const fault = faultOf(kind, aim)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isPending) mutate({ fault, seconds })
  }
  return (
    <form onSubmit={submit} className={classes.form} aria-label={kinds[kind].title}>
      {'projector' in fault && (
        <NativeSelect
          label={text.projector}
          value={aim.projector}
          data={[...projectors]}
          onChange={(event) => change({ projector: event.currentTarget.value as ProjectorName })}
        />
      )}
      {'delayMs' in fault && (
        <NativeSelect
          label={text.delay}
          value={aim.delayMs}
          data={DELAYS_MS.map((ms) => ({ value: String(ms), label: text.delays(ms) }))}
          onChange={(event) => change({ delayMs: Number(event.currentTarget.value) })}
        />
      )}
      {'does' in fault && (
        <NativeSelect
          label={text.does}
          value={aim.does}
          data={Object.entries(text.doing).map(([value, label]) => ({ value, label }))}
          onChange={(event) => change({ does: event.currentTarget.value as Aim['does'] })}
        />
      )}
      {'process' in fault && (
        <NativeSelect
          label={text.process}
          value={aim.process}
          data={Object.entries(text.processes).map(([value, label]) => ({ value, label }))}
          onChange={(event) => change({ process: event.currentTarget.value as Aim['process'] })}
        />
      )}
      {kind !== 'killedWorker' && (
        <NativeSelect
          label={text.duration}
          value={seconds}
          data={durations}
          onChange={(event) => setSeconds(Number(event.currentTarget.value) as typeof seconds)}
        />
      )}
      {/* It keeps the focus while the bank is asked. */}
      <Button type="submit" data-disabled={isPending || undefined} aria-disabled={isPending}>
        {kinds[kind].act}
      </Button>
      {error && (
        <p role="alert" className={classes.failure}>
          {whyNot(error)}
        </p>
      )}
    </form>
  )
}

/** The bank says itself what does not go together. */
const whyNot = (error: unknown): string => {
  const wire = wireErrorOf(error)
  const isNo = wire?.reason !== undefined && Object.hasOwn(text.refusals, wire.reason)
  if (isNo) {
    const { retryAfterSeconds } = wire as { retryAfterSeconds?: number }
    const sentence = text.refusals[wire.reason as keyof typeof text.refusals]
    return retryAfterSeconds === undefined
      ? sentence
      : `${sentence} ${text.retryIn(formatCount(retryAfterSeconds))}`
  }
  const outcome = judge(error)
  return outcome.kind === 'refused' ? outcome.failure.message : describeReadFailure(error)
}
