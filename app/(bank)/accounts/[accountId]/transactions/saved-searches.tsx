'use client'

/** Filters that one has kept under a name: to pick, to take off the list, and to keep the present one among them. */
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconBookmark, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { api } from '../../../../api-client/api.ts'
import { useCommand } from '../../../../api-client/give-command.ts'
import { type SavedSearch, useSavedSearches } from '../../../../api-client/saved-search-queries.ts'
import { Dialog } from '../../../../components/dialog.tsx'
import { showDone, showProblem, showUndoable } from '../../../../components/notices.tsx'
import { RowsPlaceholder } from '../../../../components/states.tsx'
import { chipsOf } from '../../../../components/transaction-filter/chips.ts'
import { isFiltering } from '../../../../components/transaction-filter/filter.ts'
import type { ListFilterState } from '../../../../components/transaction-filter/use-list-filter.ts'
import { transactionsText } from '../../../../text/transactions.ts'
import { fromKept, toKept } from './saved-filter.ts'
import classes from './transactions.module.css'

const { saved: text } = transactionsText
const MAX_NAME = 60

type Props = ListFilterState & { accountId: string; currency: string }

export function SavedSearches(props: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconBookmark aria-hidden size={18} />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {text.open}
      </Button>
      {isOpen && (
        <Dialog title={text.title} onClose={() => setOpen(false)}>
          <Searches {...props} onEnd={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  )
}

function Searches({ filter, narrow, accountId, currency, onEnd }: Props & { onEnd: () => void }) {
  const { data: answer, isError } = useSavedSearches(true)
  const use = async ({ filter: kept }: SavedSearch) => {
    onEnd()
    narrow(fromKept(kept))
    if (!kept.counterparty) return
    // The number is enough to filter by; who that is comes when it is known.
    const name = await nameOf(accountId, kept.counterparty)
    if (name)
      narrow(
        fromKept(kept, () => name),
        'replace',
      )
  }
  return (
    <div className={classes.fields}>
      {isError ? (
        <p role="alert">{text.failed}</p>
      ) : !answer ? (
        <RowsPlaceholder label={text.title} rows={2} />
      ) : answer.data.length === 0 ? (
        <p className={classes.quiet}>{text.none}</p>
      ) : (
        <ul className={classes.searches}>
          {answer.data.map((search) => (
            <Search
              key={search.searchId}
              search={search}
              currency={currency}
              onUse={() => void use(search)}
            />
          ))}
        </ul>
      )}
      {isFiltering(filter) && <SaveForm filter={filter} onEnd={onEnd} />}
    </div>
  )
}

const nameOf = async (accountId: string, number: string): Promise<string | undefined> =>
  api.accounts.counterparties
    .query({ accountId, search: number, limit: 1 })
    .then(({ data }) => data.find((one) => one.number === number)?.name)
    .catch(() => undefined)

function Search({ search, currency, onUse }: { search: SavedSearch; currency: string; onUse: () => void }) {
  const { searchId, name, filter } = search
  const { give, isGiving } = useCommand<{ version: number }>()
  const { give: giveBack } = useCommand<{ version: number }>()
  const bringBack = async () => {
    // The list may be closed by then: what went wrong is said where one is.
    if (!(await giveBack((commandId) => api.commands.saveSearch.mutate({ commandId, name, filter }))))
      showProblem(text.notBack, name)
  }
  const remove = async () => {
    if (!(await give((commandId) => api.commands.removeSearch.mutate({ commandId, searchId }))))
      return showProblem(text.notRemoved, name)
    showUndoable(text.removedTitle, text.removed(name), () => void bringBack())
  }
  return (
    <li className={classes.savedSearch}>
      <button type="button" className={classes.use} onClick={onUse}>
        <span className={classes.savedName}>{name}</span>
        <span className={classes.quiet}>
          {chipsOf(fromKept(filter), currency)
            .map(({ label }) => label)
            .join(' · ')}
        </span>
      </button>
      <ActionIcon
        variant="subtle"
        size={40}
        aria-label={text.remove(name)}
        onClick={() => void remove()}
        loading={isGiving}
      >
        <IconTrash aria-hidden size={18} />
      </ActionIcon>
    </li>
  )
}

function SaveForm({ filter, onEnd }: Pick<Props, 'filter'> & { onEnd: () => void }) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const name = typed.normalize('NFC').trim()
    setProblem(name === '' ? text.nameMissing : null)
    if (name === '') return
    const kept = toKept(filter)
    if (!(await give((commandId) => api.commands.saveSearch.mutate({ commandId, name, filter: kept }))))
      return
    showDone(text.savedTitle, text.savedAs(name))
    onEnd()
  }
  return (
    <form onSubmit={save} noValidate className={classes.saveForm}>
      <TextInput
        label={text.name}
        autoComplete="off"
        value={typed}
        maxLength={MAX_NAME}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={problem ?? failure?.message}
      />
      <Button type="submit" loading={isGiving}>
        {text.save}
      </Button>
    </form>
  )
}
