'use client'

/** What one stage has to show: what it does, in words, and what it did to this command. */
import type { CommandFlow, Sent } from '../../api-client/engine-room-flow-queries.ts'
import type { ExplainedName } from '../../api-client/engine-room-queries.ts'
import { flowText } from '../../text/engine-room-flow.ts'
import { Explanation } from '../explanation.tsx'
import { ClickStage, QueryStage, ScreenStage } from './browser-stages.tsx'
import classes from './flow.module.css'
import { ProjectorStage } from './projector-stage.tsx'
import { AppendStage, BusStage, DeciderStage, TrpcStage, WakeStage } from './server-stages.tsx'
import type { Stage } from './stages.ts'

type StageKind = keyof typeof flowText.stages

const doneBy: Readonly<Record<StageKind, ExplainedName>> = {
  click: 'app/engine-room/flow/send-transfer.tsx#SendTransfer',
  trpc: 'server/trpc/commands.ts#commandProcedure',
  bus: 'server/command-bus/command-bus.ts#createCommandBus',
  decider: 'server/command-bus/batch.ts#decideBatch',
  append: 'server/event-store/append.ts#appendEncoded',
  wake: 'server/read-models/wake-up.ts#coalesce',
  projector: 'server/read-models/fold-batch.ts#foldBatch',
  query: 'server/read-models/wait.ts#createVersionWatch',
  screen: 'app/engine-room/flow/timeline.ts#layOut',
}

export function StagePanel({
  stage,
  flow,
  sent,
}: {
  stage: Stage
  flow: CommandFlow
  sent: Sent | undefined
}) {
  const kind = 'projector' in stage ? 'projector' : stage.id
  return (
    <div className={classes.panel} aria-live="polite">
      <h3 className={classes.stageTitle}>
        {'projector' in stage
          ? `${flowText.stages.projector} ${stage.projector}`
          : flowText.stages[kind as StageKind]}
      </h3>
      <Explanation of={doneBy[kind as StageKind]}>{flowText.explained[kind as StageKind]}</Explanation>
      <Shown stage={stage} flow={flow} sent={sent} />
    </div>
  )
}

function Shown({ stage, flow, sent }: { stage: Stage; flow: CommandFlow; sent: Sent | undefined }) {
  const { recorded } = flow
  if ('projector' in stage) return <ProjectorStage flow={flow} name={stage.projector} />
  if (stage.id === 'append') return <AppendStage flow={flow} />
  if (stage.id === 'wake') return <WakeStage flow={flow} />
  if (recorded && stage.id === 'trpc') return <TrpcStage recorded={recorded} />
  if (recorded && stage.id === 'bus') return <BusStage recorded={recorded} />
  if (recorded && stage.id === 'decider') return <DeciderStage recorded={recorded} events={flow.events} />
  if (!sent) return null
  if (stage.id === 'click') return <ClickStage commandId={sent.commandId} marks={sent.marks} />
  if (stage.id === 'query') return <QueryStage marks={sent.marks} />
  return <ScreenStage sent={sent} recorded={recorded} />
}
