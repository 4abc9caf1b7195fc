'use client'

/** Whom one pays: found by name or number, paid with one press, or opened. */
import { Button, TextInput } from '@mantine/core'
import { IconSearch, IconUserPlus } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { describeReadFailure } from '../../api-client/failures.ts'
import { usePayees } from '../../api-client/payees-queries.ts'
import { inGroups } from '../../components/account-number.tsx'
import { AsOf } from '../../components/as-of.tsx'
import { ListExport } from '../../components/list-export.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { matching } from '../../components/palette/palette-match.ts'
import sheet from '../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { payeesText } from '../../text/payees.ts'
import { MoveMoneyTabs } from '../move-money-tabs.tsx'
import { PayeeRow } from './payee-row.tsx'
import classes from './payees.module.css'

/** Recognising numbers takes the domain's schemas along: fetched when somebody is to be added. */
const AddDialog = dynamic(() => import('./add-dialog.tsx').then((module) => module.AddDialog), { ssr: false })

const { list: text } = payeesText

export function PayeesScreen() {
  const { data: answer, error, refetch, isFetching } = usePayees()
  // Names are personal: what is looked for stands in no address.
  const [typed, setTyped] = useState('')
  const [isAdding, setAdding] = useState(false)
  const found =
    answer &&
    matching(typed, answer.data, ({ name, number, bank }) =>
      [name, number, inGroups(number), bank].filter(Boolean).join(' '),
    )
  const add = (
    <Button radius="xl" leftSection={<IconUserPlus aria-hidden size={18} />} onClick={() => setAdding(true)}>
      {payeesText.add}
    </Button>
  )
  return (
    <>
      <MoveMoneyTabs />
      <PageHeading title={payeesText.title}>{add}</PageHeading>
      <section className={sheet.sheet} aria-labelledby="payees-title">
        <div className={sheet.head}>
          <h2 className={sheet.title} id="payees-title">
            {text.title}
          </h2>
          <AsOf version={answer?.version} />
        </div>
        {answer && answer.data.length > 0 && (
          <div className={classes.controls}>
            <TextInput
              type="search"
              aria-label={text.search}
              placeholder={text.placeholder}
              leftSection={<IconSearch aria-hidden size={18} />}
              value={typed}
              maxLength={100}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </div>
        )}
        <div className={sheet.body}>
          {!found ? (
            error ? (
              <ErrorState
                message={describeReadFailure(error)}
                onRetry={() => void refetch()}
                isRetrying={isFetching}
              />
            ) : (
              <RowsPlaceholder label={text.loading} />
            )
          ) : answer?.data.length === 0 ? (
            <EmptyState title={text.empty}>{text.emptyText}</EmptyState>
          ) : found.length === 0 ? (
            <EmptyState title={text.nothing}>{text.nothingText}</EmptyState>
          ) : (
            <ul aria-label={text.found(found.length)}>
              {found.map((payee) => (
                <PayeeRow key={payee.payeeId} payee={payee} />
              ))}
            </ul>
          )}
          {found && found.length > 0 && (
            <ListExport
              list="payees"
              only={typed.trim() === '' ? undefined : found.map(({ payeeId }) => payeeId)}
            />
          )}
        </div>
      </section>
      {isAdding && <AddDialog onClose={() => setAdding(false)} />}
    </>
  )
}
