'use client'

/** Asking no more. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../api-client/api.ts'
import { useCommand } from '../../../api-client/give-command.ts'
import type { PaymentRequest } from '../../../api-client/requests-queries.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { showDone } from '../../../components/notices.tsx'
import { requestsText } from '../../../text/requests.ts'
import classes from '../requests.module.css'

const { one: text } = requestsText

export function TakeBack({ request: { requestId, payer } }: { request: PaymentRequest }) {
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const [isAsking, setAsking] = useState(false)
  const takeBack = async () => {
    if (!(await give((commandId) => api.commands.cancelRequest.mutate({ commandId, requestId })))) return
    setAsking(false)
    showDone(text.cancelled, text.told(payer.name))
  }
  return (
    <div className={`${classes.actions} ${classes.answer}`}>
      <Button variant="default" onClick={() => setAsking(true)}>
        {text.take}
      </Button>
      {isAsking && (
        <Dialog title={text.takeTitle} onClose={() => setAsking(false)}>
          <p>{text.takeText(payer.name)}</p>
          {failure && (
            <p role="alert" className={classes.failure}>
              {failure.message}
            </p>
          )}
          <div className={`${classes.actions} ${classes.dialogActions}`}>
            <Button onClick={() => void takeBack()} loading={isGiving}>
              {text.take}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {text.keep}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  )
}
