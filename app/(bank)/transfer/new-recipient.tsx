'use client'

/** Somebody who is not on the list: a number, checked as it is typed, and whether it belongs to whom one thinks. */
import { TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { groupTyped } from '../../../server/domain/account-number.ts'
import { currentLocale } from '../../components/preferences.ts'
import { transferText } from '../../text/transfer.ts'
import { type Draft, type DraftProblems, needsAssurance } from './draft.ts'
import classes from './new-recipient.module.css'
import type { Asked, Target } from './recipients.ts'
import { Tick } from './tick.tsx'
import { countryOf } from './use-recipient.ts'

const { recipient: text, to } = transferText

export function NewRecipient({
  draft,
  asked,
  problems,
  onChange,
}: {
  draft: Draft
  asked: Asked
  problems: DraftProblems
  onChange: (change: Partial<Draft>) => void
}) {
  const { typedName, typedNumber } = draft
  const target = asked.state === 'found' ? asked.target : undefined
  const isSureMissing = target !== undefined && needsAssurance(target.check) && problems.to !== undefined
  return (
    <div className={classes.fields}>
      <div data-field="name">
        <TextInput
          label={text.name}
          autoComplete="off"
          value={typedName}
          maxLength={121}
          onChange={(event) => onChange({ typedName: event.currentTarget.value, isSure: false })}
          error={problems.name}
        />
      </div>
      <TextInput
        label={text.number}
        placeholder={text.numberPlaceholder}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={typedNumber}
        maxLength={45}
        classNames={{ input: 'money' }}
        onChange={({ currentTarget: { value, selectionStart } }) => {
          // Only what is added at the end is put in groups: anywhere else the caret would jump.
          const isAppended = value.length > typedNumber.length && selectionStart === value.length
          onChange({ typedNumber: isAppended ? groupTyped(value) : value, isSure: false })
        }}
        onBlur={({ currentTarget: { value } }) => {
          const grouped = groupTyped(value)
          if (grouped !== value) onChange({ typedNumber: grouped })
        }}
        description={
          asked.state === 'typing'
            ? asked.missing === null
              ? text.numberHint
              : text.toGo(asked.missing)
            : undefined
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={asked.state === 'wrong' ? asked.reason : isSureMissing ? undefined : problems.to}
      />
      <div role="status" className={classes.answer}>
        {asked.state === 'looking' && (
          <p className={classes.quiet}>{typedName.trim() === '' ? text.nameMissing : to.lookingUp}</p>
        )}
        {target && <Answer target={target} typedName={typedName.trim()} />}
      </div>
      {target && needsAssurance(target.check) && (
        <Tick
          isTicked={draft.isSure}
          onTick={(isSure) => onChange({ isSure })}
          problem={isSureMissing ? problems.to : undefined}
        >
          {text.sure}
        </Tick>
      )}
      {target?.isNew && target.place === 'here' && (
        <Tick isTicked={draft.isSaved} onTick={(isSaved) => onChange({ isSaved })}>
          {text.save}
        </Tick>
      )}
      {target?.isNew && target.place === 'elsewhere' && <p className={classes.quiet}>{text.savedAlways}</p>}
    </div>
  )
}

/** What the bank says to the name, drawn as seriously as it is meant: by a sign and words, never by colour alone. */
function Answer({ target: { party, check }, typedName }: { target: Target; typedName: string }) {
  const goesTo = (
    <>
      {text.goesTo} <strong>{party.name}</strong>
    </>
  )
  switch (check) {
    case 'match':
      return (
        <Verdict tone="good" title={goesTo}>
          {text.matches}
        </Verdict>
      )
    case 'closeMatch':
      return (
        <Verdict tone="doubt" title={goesTo}>
          {text.closeMatch}
        </Verdict>
      )
    case 'noMatch':
      return (
        <Verdict tone="bad" title={<strong>{text.noMatch(typedName)}</strong>}>
          {text.noMatchAdvice}
        </Verdict>
      )
    case 'unavailable':
      return (
        <Verdict tone="doubt" title={goesTo}>
          {text.unavailable}
        </Verdict>
      )
    case 'unknown':
      return (
        <Verdict tone="plain" title={text.elsewhere(countryOf(party.number, currentLocale()))}>
          {text.unknown}
        </Verdict>
      )
    default:
      return (
        <Verdict tone="good" title={goesTo}>
          {transferText.look.checks[check]}
        </Verdict>
      )
  }
}

function Verdict({
  tone,
  title,
  children,
}: {
  tone: 'good' | 'doubt' | 'bad' | 'plain'
  title: ReactNode
  children: ReactNode
}) {
  const Icon = tone === 'good' ? IconCircleCheck : tone === 'plain' ? IconInfoCircle : IconAlertTriangle
  return (
    <div className={classes.verdict} data-tone={tone}>
      <Icon aria-hidden size={20} />
      <div>
        <p>{title}</p>
        <p className={classes.quiet}>{children}</p>
      </div>
    </div>
  )
}
