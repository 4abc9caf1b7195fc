'use client'

/** Saving a payee in two steps: number and name, and what the bank says about whether they belong together. */
import { useState } from 'react'
import { api } from '../../api-client/api.ts'
import { useCommand } from '../../api-client/give-command.ts'
import { type NameCheck, useNameCheck } from '../../api-client/payees-queries.ts'
import { Dialog } from '../../components/dialog.tsx'
import { showDone } from '../../components/notices.tsx'
import { payeesText } from '../../text/payees.ts'
import { PayeeForm, type TypedPayee } from './payee-form.tsx'
import { Verdict } from './verdict.tsx'

const { form: text } = payeesText
const blank: TypedPayee = { number: '', name: '', bank: '', isTrusted: false }

export function AddDialog({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState(blank)
  const [checked, setChecked] = useState<{
    number: string
    result: NameCheck | 'tooOften' | 'failed'
  } | null>(null)
  const [isChecking, setChecking] = useState(false)
  const checkName = useNameCheck()
  const adding = useCommand<{ version: number; payeeId: string }>()
  const trusting = useCommand<{ version: number }>()

  const save = async (number: string, name: string) => {
    const bank = typed.bank.trim()
    const answer = await adding.give((commandId) =>
      api.commands.addPayee.mutate({ commandId, number, name, ...(bank !== '' && { bank }) }),
    )
    if (!answer) return
    const { payeeId } = answer
    if (typed.isTrusted)
      await trusting.give((commandId) => api.commands.trustPayee.mutate({ commandId, payeeId }))
    showDone(text.saved, text.savedText(name))
    onClose()
  }
  const goOn = async (number: string, name: string) => {
    setChecking(true)
    const result = await checkName(number, name)
    setChecking(false)
    // Nothing is left to be decided.
    if (typeof result === 'object' && result.result === 'match') await save(number, name)
    else setChecked({ number, result })
  }

  return (
    <Dialog title={text.title} onClose={onClose}>
      {checked ? (
        <Verdict
          result={checked.result}
          failure={adding.failure}
          isSaving={adding.isGiving || trusting.isGiving}
          onSave={(name) => void save(checked.number, name ?? typed.name.trim())}
          onChange={() => setChecked(null)}
        />
      ) : (
        <PayeeForm
          typed={typed}
          failure={adding.failure}
          isBusy={isChecking || adding.isGiving || trusting.isGiving}
          onChange={(change) => setTyped((current) => ({ ...current, ...change }))}
          onSubmit={(number, name) => void goOn(number, name)}
        />
      )}
    </Dialog>
  )
}
