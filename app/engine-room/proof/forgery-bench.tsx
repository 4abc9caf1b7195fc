'use client'

/** A real event, copied, to be changed here: what comes of that is worked out by the bank, and nothing is written. */
import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type Forger, type ForgeryRequest, useForgery } from '../../api-client/engine-room-proof-queries.ts'
import { describeReadFailure, httpStatusOf, wireErrorOf } from '../../api-client/failures.ts'
import { Choice, ChoiceGroup } from '../../components/choice.tsx'
import { formatCount } from '../../components/money-format.ts'
import { RowsPlaceholder, UnreadPart } from '../../components/states.tsx'
import { proofText } from '../../text/engine-room-proof.ts'
import { ById } from '../by-id.tsx'
import { Explanation } from '../explanation.tsx'
import { Part } from '../part.tsx'
import { ForgeryResult } from './forgery-result.tsx'
import { isJsonObject, pretty } from './json-object.ts'
import classes from './proof.module.css'

const { forgery: text } = proofText

export function ForgeryBench() {
  const [position, setPosition] = useState<number>()
  const original = useForgery({ ...(position === undefined ? {} : { position }), forger: 'event' })
  const event = original.data?.data.event
  return (
    <Part title={text.title}>
      <Explanation of="server/engine-room/forgery.ts#forge">{text.explained}</Explanation>
      <div className={classes.which}>
        <ById
          text={{ other: text.position, otherHint: text.positionHint, show: text.choose }}
          maxLength={16}
          isNumber
          onShow={(typed) => {
            const chosen = Number(typed)
            if (Number.isSafeInteger(chosen) && chosen > 0) setPosition(chosen)
          }}
        />
      </div>
      {event ? (
        <Bench key={event.position} event={event} />
      ) : original.error ? (
        httpStatusOf(original.error) === 404 ? (
          <p role="alert" className={classes.none}>
            {text.none}
          </p>
        ) : (
          <UnreadPart onRetry={() => void original.refetch()} isRetrying={original.isFetching}>
            {describeReadFailure(original.error)}
          </UnreadPart>
        )
      ) : (
        <RowsPlaceholder label={text.loading} rows={4} />
      )}
    </Part>
  )
}

type CopiedEvent = NonNullable<ReturnType<typeof useForgery>['data']>['data']['event']

function Bench({ event }: { event: CopiedEvent }) {
  const original = pretty(event.data)
  const [draft, setDraft] = useState(original)
  const [forger, setForger] = useState<Forger>('event')
  const [forged, setForged] = useState<string>()
  const [isBad, setBad] = useState(false)
  const request: ForgeryRequest = {
    position: event.position,
    ...(forged === undefined ? {} : { data: forged }),
    forger,
  }
  const result = useForgery(request)
  const isTooDeep = wireErrorOf(result.error)?.fields?.some(({ path }) => path === 'data') ?? false
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault()
    const isObject = isJsonObject(draft)
    setBad(!isObject)
    if (isObject) setForged(draft)
  }
  return (
    <div className={classes.bench}>
      <form onSubmit={submit} className={classes.form} noValidate>
        <h3 className={classes.subtitle}>{text.event(event.type, formatCount(event.position))}</h3>
        <Textarea
          label={text.data}
          autosize
          minRows={6}
          maxRows={18}
          maxLength={8_000}
          spellCheck={false}
          value={draft}
          onChange={(change) => setDraft(change.currentTarget.value)}
          error={isBad ? text.bad : isTooDeep ? text.deep : undefined}
          classNames={{ input: classes.json ?? '' }}
        />
        <ChoiceGroup legend={text.goes} field="forger">
          {(Object.keys(text.forgers) as Forger[]).map((one) => (
            <Choice
              key={one}
              name="forger"
              value={one}
              isChosen={one === forger}
              onChoose={() => setForger(one)}
              label={text.forgers[one].label}
              detail={text.forgers[one].detail}
            />
          ))}
        </ChoiceGroup>
        <div className={classes.buttons}>
          <Button type="submit" loading={result.isFetching}>
            {text.forge}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              setDraft(original)
              setForged(undefined)
              setBad(false)
            }}
          >
            {text.asItWas}
          </Button>
        </div>
      </form>
      {result.data && <ForgeryResult forgery={result.data.data} />}
      {result.error && !isTooDeep && !result.data && (
        <UnreadPart onRetry={() => void result.refetch()} isRetrying={result.isFetching}>
          {describeReadFailure(result.error)}
        </UnreadPart>
      )}
    </div>
  )
}
