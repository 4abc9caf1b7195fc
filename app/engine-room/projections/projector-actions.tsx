'use client'

/** What can be done with one read model, with what the last rebuild or verification has come to. */
import { Button } from '@mantine/core'
import { api } from '../../api-client/api.ts'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { type ProjectionStatus, useAct, useMayAct } from '../../api-client/engine-room-projections-queries.ts'
import { exactMoment } from '../../components/dates.ts'
import { formatCount } from '../../components/money-format.ts'
import { projectionsText as text } from '../../text/engine-room-projections.ts'
import { Explanation } from '../explanation.tsx'
import { LastRebuild } from './last-rebuild.tsx'
import classes from './projections.module.css'
import { Refused } from './refused.tsx'

const { actions } = text

export function ProjectorActions({ projection }: { projection: ProjectionStatus }) {
  const { name, head, pausedAt, rebuild } = projection
  const { timeZone } = useBankSession()
  const may = useMayAct()
  const isBusy = rebuild?.status === 'running'
  const projectors = [name]
  return (
    <div className={classes.opened}>
      <p className={classes.quiet}>
        {text.head(formatCount(head))}{' '}
        {pausedAt !== null && text.pausedSince(exactMoment(pausedAt, timeZone))}
      </p>
      <div className={classes.buttons}>
        {may.change && (
          <>
            <ActionButton
              name={name}
              label={actions.rebuild}
              isDisabled={isBusy}
              does={() => api.projections.rebuild.mutate({ projectors })}
            />
            {pausedAt === null ? (
              <ActionButton
                key="pause"
                name={name}
                label={actions.pause}
                does={() => api.projections.pause.mutate({ projectors })}
              />
            ) : (
              <ActionButton
                key="resume"
                name={name}
                label={actions.resume}
                isMain
                does={() => api.projections.resume.mutate({ projectors })}
              />
            )}
          </>
        )}
        {may.compare && (
          <ActionButton
            name={name}
            label={actions.verify}
            isDisabled={isBusy}
            does={() => api.projections.verify.mutate({ projectors })}
          />
        )}
      </div>
      {!may.change && <p className={classes.quiet}>{actions.notAllowed}</p>}
      {rebuild && !isBusy && <LastRebuild rebuild={rebuild} />}
      <Explanation of="server/read-models/rebuild/replace.ts#replaceLive">
        {text.explained.rebuild}
      </Explanation>
      <Explanation of="server/read-models/rebuild/compare.ts#compareWithLive">
        {text.explained.verify}
      </Explanation>
      <Explanation of="server/read-models/pause.ts#pauseProjectors">{text.explained.pause}</Explanation>
    </div>
  )
}

function ActionButton({
  name,
  label,
  isDisabled = false,
  isMain = false,
  does,
}: {
  name: string
  label: string
  isDisabled?: boolean
  isMain?: boolean
  does: () => Promise<unknown>
}) {
  const { act, isActing, error } = useAct(does)
  return (
    <>
      <Button
        variant={isMain ? 'filled' : 'default'}
        size="sm"
        loading={isActing}
        disabled={isDisabled}
        onClick={act}
        aria-label={actions.of(label, name)}
      >
        {label}
      </Button>
      <Refused error={error} />
    </>
  )
}
