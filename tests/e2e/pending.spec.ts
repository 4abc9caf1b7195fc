/** What a person sees between the click and the confirmation, for as long as that takes. */
import { accountCard, activity, expect, heading, sendButton, test, total, writeTransfer } from './people.ts'

test('without a worker a transfer stays pending and says so; with it, it is confirmed', async ({
  page,
  people,
  bank,
}) => {
  await people.me()
  const bob = await people.other()
  await bank.worker.stop()
  try {
    await writeTransfer(page, { to: bob, amount: '10' })
    await sendButton(page).click()
    await expect(heading(page, 'Sent')).toBeVisible()
    await expect(page.getByText(/^Recorded as #/)).toBeVisible()
    await expect(page.getByText('Your accounts are catching up.')).toBeVisible()

    await page.getByRole('link', { name: 'To the overview' }).click()
    await expect(total(page)).toContainText('$490.00')
    await expect(accountCard(page)).toContainText('$490.00pending')
    const line = activity(page).getByRole('listitem').filter({ hasText: bob.name })
    await expect(line).toContainText('−$10.00pending')
    await expect(page.getByText(/Still confirming: the bank is \d+ changes behind\./)).toBeVisible()

    await page.reload()
    await expect(total(page)).toContainText('$490.00')
    await accountCard(page).click()
    await expect(page.getByRole('region', { name: 'Balance' })).toContainText('$490.00')
    await expect(page.getByRole('listitem').filter({ hasText: bob.name })).toContainText('pending')
  } finally {
    await bank.worker.start()
  }
  await expect(page.getByText('Still confirming')).toHaveCount(0)
  await expect(page.getByText('pending')).toHaveCount(0)
  await expect(page.getByRole('listitem').filter({ hasText: bob.name })).toContainText('−$10.00')
  await expect(page.getByRole('region', { name: 'Balance' })).toContainText('$490.00')
})

test('two tabs agree before and after the confirmation', async ({ page, context, people, bank }) => {
  await people.me()
  const bob = await people.other()
  const otherTab = await context.newPage()
  await otherTab.goto('/')
  await expect(total(otherTab)).toContainText('$500.00')
  await bank.worker.stop()
  try {
    await writeTransfer(page, { to: bob, amount: '10' })
    await sendButton(page).click()
    await expect(heading(page, 'Sent')).toBeVisible()
    await expect(total(otherTab)).toContainText('$490.00')
    await expect(activity(otherTab).getByRole('listitem').filter({ hasText: bob.name })).toContainText(
      'pending',
    )
    const thirdTab = await context.newPage()
    await thirdTab.goto('/')
    await expect(total(thirdTab)).toContainText('$490.00')
  } finally {
    await bank.worker.start()
  }
  await expect(heading(page, 'Done')).toBeVisible()
  await expect(otherTab.getByText('pending')).toHaveCount(0)
  await expect(total(otherTab)).toContainText('$490.00')
  await expect(activity(otherTab).getByRole('listitem').filter({ hasText: bob.name })).toContainText(
    '−$10.00',
  )
})
