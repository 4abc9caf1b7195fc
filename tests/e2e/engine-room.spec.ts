/** The engine room, by somebody who came to see how it works: what is done to a read model here really happens to it. */
import postgres from 'postgres'
import { dial } from '../../db/address.ts'
import { isAccessible } from './axe.ts'
import { ask, expect, heading, test } from './keyboard.ts'

/** Of no other test's concern, so that nobody misses it while it stands still. */
const MODEL = 'saved-searches'

test('a read model is rebuilt, cancelled, verified, paused and mended, by keyboard', async ({
  page,
  people,
  keys,
  bank,
}) => {
  test.slow()
  const me = await people.me()
  const save = (name: string) =>
    ask<{ searchId: string }>(me.request, 'commands.saveSearch', { name, filter: { search: 'rent' } })
  const row = page.locator(`[data-projector="${MODEL}"]`)
  const button = (name: string) => page.getByRole('button', { name: `${name} ${MODEL}` })

  await test.step('two presses from any screen', async () => {
    await page.goto('/')
    await keys.enter(page.getByRole('button', { name: `${me.name}: account menu` }))
    await keys.enter(page.getByRole('link', { name: 'Engine room' }))
    await expect(heading(page, 'Engine room')).toBeVisible()
    await isAccessible(page, 'the engine room')
    await keys.press('g', 'p')
    await expect(heading(page, 'Projections')).toBeVisible()
    await expect(row).toContainText('up to date')
    await keys.enter(row.locator('summary'))
  })

  await test.step('a rebuild that is cancelled leaves everything as it was', async () => {
    // Nobody is there to carry it out, so there is time to think again.
    await bank.worker.stop()
    await keys.enter(button('Rebuild'))
    await expect(row.getByRole('progressbar')).toBeVisible()
    await expect(row).toContainText('waiting for the worker')
    await expect(button('Verify')).toBeDisabled()
    await keys.enter(button('Cancel'))
    await expect(row).toContainText('The last rebuild was cancelled')
    await expect(row.getByRole('progressbar')).toBeHidden()
    await bank.worker.start()
    await keys.enter(button('Verify'))
    await expect(row).toContainText(/Verified: all .* are what the log comes to/)
  })

  await test.step('paused it stands still, and says so; resumed it catches up', async () => {
    await keys.enter(button('Pause'))
    await expect(row).toHaveAttribute('data-paused', 'true')
    await save('Rent')
    await expect(row).toContainText(/\d+ events? behind/)
    await expect
      .poll(async () => (await (await me.request.get('/api/health')).json()).checks.projections)
      .toBe('paused')
    await keys.enter(button('Resume'))
    await expect(row).toContainText('up to date')
    await expect(row).toHaveAttribute('data-paused', 'false')
  })

  await test.step('what it cannot take in is put aside, and left out or taken in when that is mended', async () => {
    const sql = postgres(...dial(bank.databaseUrl, { max: 1, onnotice: () => undefined }))
    const letters = page.getByRole('region', { name: 'Dead letters' })
    try {
      await expect(letters).toContainText('Nothing is put aside')
      await sql`ALTER TABLE saved_searches ADD CONSTRAINT no_room_for CHECK (name NOT LIKE 'Too much%')`
      await save('Too much for anybody')
      await expect(row).toContainText('1 put aside', { timeout: 20_000 })
      await keys.enter(letters.locator('summary'))
      await keys.enter(letters.getByRole('button', { name: 'Skip …' }))
      const dialog = page.getByRole('dialog')
      await keys.press('Enter')
      await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveAttribute('aria-invalid', 'true')
      await page.keyboard.type('Nobody needs it')
      await keys.press('Enter')
      await expect(dialog).toBeHidden()
      await expect(letters).toContainText('Nothing is put aside')
      await save('Too much')
      await expect(row).toContainText('1 put aside', { timeout: 20_000 })
      await keys.enter(letters.locator('summary'))
      await expect(letters).toContainText('no_room_for')
      await expect(letters).toContainText('SearchSaved')
      await isAccessible(page, 'projections')
      await keys.enter(letters.getByRole('button', { name: 'Try again' }))
      await expect(page.getByText('1 event is still put aside')).toBeVisible()
      await sql`ALTER TABLE saved_searches DROP CONSTRAINT no_room_for`
      await keys.enter(letters.getByRole('button', { name: 'Try again' }))
      await expect(letters).toContainText('Nothing is put aside')
      await expect(row).not.toContainText('put aside')
    } finally {
      await sql`ALTER TABLE saved_searches DROP CONSTRAINT IF EXISTS no_room_for`
      await sql.end()
    }
  })

  await test.step('its row stands beside the event that made it, and the code is one press away', async () => {
    await page.goto(`/engine-room/projections?model=${MODEL}`)
    const beside = page.getByRole('region', { name: 'Rows beside the events that made them' })
    await expect(beside.getByRole('region', { name: 'Rows' })).toContainText('Too much')
    await expect(beside.locator('[data-has-made="true"]')).toHaveCount(1)
    await keys.enter(beside.getByRole('link', { name: /rowsMadeBy/ }))
    await expect(heading(page, 'rows-beside-events.ts')).toBeVisible()
    await expect(page.locator('li[aria-current="location"]')).toContainText('export const rowsMadeBy')
    await isAccessible(page, 'the source of a function')
  })
})
