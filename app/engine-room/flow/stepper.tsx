'use client'

/** One command's stages, one at a time: forward and back by buttons, by arrow keys, or straight to any of them. */
import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { CommandFlow, Sent } from '../../api-client/engine-room-flow-queries.ts'
import { formatCount } from '../../components/money-format.ts'
import { useQueryParameter } from '../../components/query-parameter.ts'
import { flowText } from '../../text/engine-room-flow.ts'
import { Part } from '../part.tsx'
import classes from './flow.module.css'
import { OutcomeMark } from './outcome-mark.tsx'
import { StagePanel } from './stage-panel.tsx'
import { placeOf, type Stage, stagesOf } from './stages.ts'

const { flow: text } = flowText

export const stageName = (stage: Stage): string =>
  'projector' in stage ? stage.projector : flowText.stages[stage.id as keyof typeof flowText.stages]

export function Stepper({
  flow,
  sent,
  takesFocus,
}: {
  flow: CommandFlow
  sent: Sent | undefined
  takesFocus: boolean
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) heading.current?.focus()
  }, [takesFocus])
  const [wanted, want] = useQueryParameter('stage')
  const { recorded } = flow
  const stages = stagesOf(flow, sent?.marks)
  const place = placeOf(stages, wanted)
  const stage = stages[place]
  const goTo = (to: number) => {
    const next = stages[to]
    if (next) want(next.id)
  }
  useArrowKeys((by) => goTo(place + by))
  if (!stage) return null
  const last = stages.length - 1
  const title = text.title(recorded?.name ?? flow.events[0]?.type ?? '')
  return (
    <Part
      title={title}
      beside={
        recorded && <OutcomeMark outcome={recorded.outcome} reason={recorded.rejection?.reason ?? null} />
      }
      titleRef={heading}
    >
      {!recorded && <p className={classes.note}>{text.notRemembered}</p>}
      <div className={classes.controls}>
        <Button
          variant="default"
          leftSection={<IconArrowLeft aria-hidden size={18} />}
          data-disabled={place === 0 || undefined}
          aria-disabled={place === 0}
          onClick={() => goTo(place - 1)}
        >
          {text.back}
        </Button>
        <span className={`money ${classes.quiet} ${classes.step}`}>
          {text.step(formatCount(place + 1), formatCount(stages.length))}
        </span>
        <Button
          rightSection={<IconArrowRight aria-hidden size={18} />}
          data-disabled={place === last || undefined}
          aria-disabled={place === last}
          onClick={() => goTo(place + 1)}
        >
          {text.forward}
        </Button>
        <span className={`${classes.quiet} ${classes.keysHint}`}>{text.keys}</span>
      </div>
      <div className={classes.flow}>
        <ol className={classes.rail} aria-label={text.stages}>
          {stages.map((one, index) => (
            <li key={one.id}>
              <button
                type="button"
                className={classes.railStage}
                data-is-passed={index < place}
                data-is-projector={'projector' in one}
                aria-current={index === place ? 'step' : undefined}
                onClick={() => goTo(index)}
              >
                {stageName(one)}
              </button>
            </li>
          ))}
        </ol>
        <StagePanel stage={stage} flow={flow} sent={sent} />
      </div>
    </Part>
  )
}

const useArrowKeys = (move: (by: number) => void) => {
  const onMove = useEffectEvent(move)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // Where arrow keys move something else, they do not go on to another stage.
      const isTaken =
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, select, dialog, [role="menu"], [data-scrolls]')
      if (isTaken || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      if (event.key === 'ArrowLeft') onMove(-1)
      if (event.key === 'ArrowRight') onMove(1)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
