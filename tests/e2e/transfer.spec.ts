/** Money moves: once, for both to see, or not at all. */
import {
  accountCard,
  accountsOf,
  activity,
  expect,
  heading,
  sendButton,
  test,
  total,
  transfersOf,
  writeRecipient,
  writeTransfer,
} from './people.ts'

test('both customers see what one has sent', async ({ page, people, browser, baseURL }) => {
  const [me, bob] = [await people.me(), await people.other()]
  await writeTransfer(page, { to: bob, amount: '12,5', what: 'Lunch at Lupo' })
  await expect(page.getByText('$12.50', { exact: true })).toBeVisible()
  await sendButton(page).click()

  await expect(heading(page, 'Done')).toBeVisible()
  await expect(page.getByText(/^Recorded as #/)).toBeVisible()
  await page.reload()
  await expect(heading(page, 'Done')).toBeVisible()
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(total(page)).toContainText('$487.50')
  await expect(activity(page).getByRole('listitem').first()).toContainText(`${bob.name}Lunch at Lupo`)
  await expect(activity(page).getByRole('listitem').first()).toContainText('−$12.50')

  const bobsContext = await browser.newContext({ baseURL, storageState: await bob.request.storageState() })
  const bobsPage = await bobsContext.newPage()
  await bobsPage.goto('/')
  await expect(total(bobsPage)).toContainText('$512.50')
  await accountCard(bobsPage).click()
  await expect(heading(bobsPage, 'Everyday')).toBeVisible()
  await expect(bobsPage.getByRole('listitem').filter({ hasText: me.name })).toContainText('+$12.50')
  await bobsContext.close()
})

test('a second payment finds the payee among the recent ones', async ({ page, people }) => {
  await people.me()
  const bob = await people.other()
  await writeTransfer(page, { to: bob, amount: '1' })
  await sendButton(page).click()
  await expect(heading(page, 'Done')).toBeVisible()

  await page.getByRole('link', { name: 'Send another' }).click()
  await expect(heading(page, 'Send money')).toBeVisible()
  await page.getByRole('radio', { name: bob.name }).check()
  await page.getByRole('textbox', { name: 'Amount' }).fill('2')
  await page.getByRole('button', { name: 'Review' }).click()
  await sendButton(page).click()
  await expect(heading(page, 'Done')).toBeVisible()
  await expect(page.getByText('$2.00', { exact: true })).toBeVisible()
})

test('the form says what is wrong before anything is sent', async ({ page, people }) => {
  const me = await people.me()
  await page.goto('/transfer')
  await page.getByRole('button', { name: 'Review' }).click()
  await expect(page.getByText('Choose who the money goes to.')).toBeVisible()
  await expect(page.getByText('Enter an amount.')).toBeVisible()

  await page.getByRole('radio', { name: 'Somebody else' }).check()
  const number = page.getByRole('textbox', { name: 'Account number' })
  await number.pressSequentially('pb00pass0')
  await expect(number).toHaveValue('PB00 PASS 0')
  await expect(page.getByText('15 more characters')).toBeVisible()
  await number.fill('DE89')
  await expect(page.getByText('18 more characters')).toBeVisible()
  await number.fill('XX')
  await expect(page.getByText(/must begin with a country that has IBANs/)).toBeVisible()
  await number.fill('PB00 PASS 0123 4567 8901 2345')
  await expect(page.getByText(/is not a valid account number/)).toBeVisible()
  await number.fill(me.number.toLowerCase())
  await page.getByRole('textbox', { name: 'Name of the account’s holder' }).fill(me.name)
  await expect(page.getByText(`Goes to ${me.name}`)).toBeVisible()
  await page.getByRole('textbox', { name: 'Amount' }).fill('1.250')
  await page.getByRole('button', { name: 'Review' }).click()
  await expect(page.getByText('Money cannot go from an account to itself.')).toBeVisible()
  await expect(page.getByText('Did you mean 1250.00 or 1.25? Please write it out.')).toBeVisible()
})

test('a refused transfer goes away again, says why, and can be changed', async ({ page, people }) => {
  const me = await people.me({ balance: '20.00' })
  const bob = await people.other()
  await writeTransfer(page, { to: bob, amount: '25', what: 'Too much' })
  await sendButton(page).click()

  await expect(heading(page, 'Not sent')).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: '$5.00 short' }).first()).toBeVisible()
  await page.getByRole('link', { name: 'Change and try again' }).click()
  await expect(page.getByLabel('What for')).toHaveValue('Too much')
  await page.getByRole('textbox', { name: 'Amount' }).fill('15')
  await page.getByRole('button', { name: 'Review' }).click()
  await sendButton(page).click()
  await expect(heading(page, 'Done')).toBeVisible()

  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(total(page)).toContainText('$5.00')
  await expect(page.getByText('pending')).toHaveCount(0)
  expect(await transfersOf(me.request)).toHaveLength(1)
})

test('a double click sends once', async ({ page, people }) => {
  const me = await people.me()
  await writeTransfer(page, { to: await people.other(), amount: '10' })
  let sent = 0
  page.on('request', (request) => {
    if (request.url().includes('commands.transferMoney')) sent += 1
  })
  await sendButton(page).dblclick()
  await expect(heading(page, 'Done')).toBeVisible()
  expect(sent).toBe(1)
  expect(await transfersOf(me.request)).toHaveLength(1)
  const [account] = await accountsOf(me.request)
  expect(account?.balance.amount).toBe('490.00')
})

test('an answer lost on the way back: sent again with the same ids, written once', async ({
  page,
  people,
}) => {
  const me = await people.me()
  await writeTransfer(page, { to: await people.other(), amount: '10' })
  const commandIds: string[] = []
  await page.route('**/api/trpc/commands.transferMoney*', async (route) => {
    commandIds.push(route.request().postDataJSON().commandId)
    await route.fetch()
    return commandIds.length === 1 ? route.abort('connectionreset') : route.fallback()
  })
  await sendButton(page).click()
  await expect(heading(page, 'Done')).toBeVisible()
  expect(commandIds).toHaveLength(2)
  expect(new Set(commandIds).size).toBe(1)
  expect(await transfersOf(me.request)).toHaveLength(1)
})

test('a line that stays cut: says that it does not know, and tries again when asked', async ({
  page,
  people,
}) => {
  const me = await people.me()
  await writeTransfer(page, { to: await people.other(), amount: '10' })
  await page.clock.install()
  let isCut = true
  await page.route('**/api/trpc/commands.transferMoney*', (route) =>
    isCut ? route.abort('failed') : route.fallback(),
  )
  await sendButton(page).click()
  await expect(heading(page, 'Sending…')).toBeVisible()
  await expect
    .poll(async () => {
      await page.clock.runFor(1_000)
      return heading(page, 'No answer yet').isVisible()
    })
    .toBe(true)
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(page.getByText(/No answer yet for \$10.00/)).toBeVisible()
  await expect(total(page)).toContainText('$490.00')

  isCut = false
  await page.clock.resume()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('No answer yet')).toHaveCount(0)
  await expect(page.getByText('pending')).toHaveCount(0)
  await expect(total(page)).toContainText('$490.00')
  expect(await transfersOf(me.request)).toHaveLength(1)
})

test('a reload in the middle of sending keeps the transfer, and sends it once', async ({ page, people }) => {
  const me = await people.me()
  await writeTransfer(page, { to: await people.other(), amount: '10' })
  await page.route('**/api/trpc/commands.transferMoney*', async (route) => {
    // It reaches the bank; the answer never reaches the page.
    await route.fetch()
  })
  await sendButton(page).click()
  await expect(heading(page, 'Sending…')).toBeVisible()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.reload()
  await expect(heading(page, 'Done')).toBeVisible()
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(total(page)).toContainText('$490.00')
  expect(await transfersOf(me.request)).toHaveLength(1)
})

test('two transfers in flight do not disturb each other', async ({ page, people }) => {
  await people.me({ balance: '100.00' })
  const bob = await people.other()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/api/trpc/commands.transferMoney*', async (route) => {
    if (route.request().postDataJSON().description === 'Slow') await released
    await route.fallback()
  })
  await writeTransfer(page, { to: bob, amount: '10', what: 'Slow' })
  await sendButton(page).click()
  await expect(heading(page, 'Sending…')).toBeVisible()
  await page.getByRole('link', { name: 'Send another' }).click()
  await writeRecipient(page, bob)
  await page.getByRole('textbox', { name: 'Amount' }).fill('95')
  await page.getByLabel('What for').fill('Quick')
  await page.getByRole('button', { name: 'Review' }).click()
  await sendButton(page).click()
  await expect(heading(page, 'Done')).toBeVisible()

  await page.getByRole('link', { name: 'To the overview' }).click()
  const slow = activity(page).getByRole('listitem').filter({ hasText: 'Slow' })
  await expect(slow).toContainText('pending')
  await expect(total(page)).toContainText('−$5.00')

  release()
  await expect(slow).toHaveCount(0)
  await expect(page.getByRole('alert').filter({ hasText: 'was not sent' })).toBeVisible()
  await expect(total(page)).toContainText('$5.00')
  await expect(total(page)).not.toContainText('−')
})

test('on a slow line a click is answered at once, and the rest follows', async ({ page, people }) => {
  const me = await people.me()
  const bob = await people.other()
  await writeTransfer(page, { to: bob, amount: '10' })
  const line = await page.context().newCDPSession(page)
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 1_200,
    downloadThroughput: 25_000,
    uploadThroughput: 25_000,
  })
  await sendButton(page).click()
  await expect(heading(page, 'Sending…')).toBeVisible({ timeout: 1_000 })
  await expect(heading(page, 'Done')).toBeVisible({ timeout: 20_000 })
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(total(page)).toContainText('$490.00')
  expect(await transfersOf(me.request)).toHaveLength(1)
})

test('several customers at once see each their own', async ({ page, people, browser, baseURL }) => {
  const [me, bob] = [await people.me(), await people.other()]
  const bobsContext = await browser.newContext({ baseURL, storageState: await bob.request.storageState() })
  const bobsPage = await bobsContext.newPage()
  await Promise.all([
    writeTransfer(page, { to: bob, amount: '30', what: 'From me' }),
    writeTransfer(bobsPage, { to: me, amount: '20', what: 'From Bob' }),
  ])
  await Promise.all([sendButton(page).click(), sendButton(bobsPage).click()])
  for (const [each, left] of [
    [page, '$490.00'],
    [bobsPage, '$510.00'],
  ] as const) {
    await expect(heading(each, 'Done')).toBeVisible()
    await each.getByRole('link', { name: 'To the overview' }).click()
    await expect(total(each)).toContainText(left)
    await expect(
      activity(each)
        .getByRole('listitem')
        .filter({ hasText: /From (me|Bob)/ }),
    ).toHaveCount(2)
  }
  await bobsContext.close()
})
