import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../../scripts/chromium.mjs'
import { createSandbox } from '../../src/sandbox/index.ts'
import { bundlePage, servePage } from './bundle.ts'
import { watchForLeaks } from './leaks.ts'
import { serveSandbox } from './sandbox.ts'

const origin = 'https://app.test'
const ben = 'ben@acme.test'

let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})

afterAll(() => browser?.close())

it('I7: the secret of a task is found nowhere but on the wire, from opening the link to the decision', async () => {
  const sandbox = createSandbox()
  const secret = sandbox.secretOf(ben)
  const { taskId } = sandbox.database.tasks.find(
    ({ approver, status }) => approver === ben && status === 'pending',
  )!
  const page = await browser.newPage()
  page.setDefaultTimeout(10_000)
  const watch = watchForLeaks(page)
  await servePage(page.context(), origin, await bundlePage('approval.page.tsx'))
  await serveSandbox(page, 'https://api.test', sandbox)

  await page.goto(`${origin}/approve#taskId=${taskId}&secret=${secret}`)
  await page.getByRole('button', { name: 'Approve' }).waitFor()
  const reject = 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/reject'
  sandbox.faults.add({ on: reject, times: 1, status: 500 })
  await page.getByRole('button', { name: 'Reject' }).click()
  await page.getByRole('alert').waitFor()
  expect(await watch.leaksOf([secret])).toEqual([])

  await page.getByRole('button', { name: 'Approve' }).click()
  await page.getByText('approved').waitFor()
  expect(await watch.leaksOf([secret])).toEqual([])
  expect([...watch.tokens]).toEqual([])
  const written = sandbox.requests.of('PUT').map(({ body }) => body)
  expect(written).toEqual([{ secret }, { secret }])

  // And it would be found, wherever it were.
  await page.evaluate(plant, secret)
  await expect.poll(async () => (await watch.leaksOf([secret])).toSorted()).toEqual(everyPlace)
  await page.close()
})

/** But for the cache, which no page can reach from outside. */
const everyPlace =
  'DOM,IndexedDB,URL,console,cookies,fields,history,history state,localStorage,referrer,request URL,sessionStorage,window'.split(
    ',',
  )

/** Runs in the page: puts the secret where it must never be. */
async function plant(secret: string): Promise<void> {
  localStorage.setItem('leak', secret)
  sessionStorage.setItem('leak', secret)
  document.cookie = `leak=${secret}`
  document.title = secret
  document.body.append(Object.assign(document.createElement('input'), { value: secret }))
  history.replaceState({ secret }, '', `/approve?${secret}`)
  Object.assign(window, { leak: { deep: new Map([['down', [secret]]]) } })
  console.info(secret)
  const open = indexedDB.open('leak', 1)
  open.addEventListener('upgradeneeded', () => {
    open.result.createObjectStore('leak').put(secret, 1)
  })
  await new Promise((resolve) => open.addEventListener('success', resolve))
  open.result.close()
  await fetch(`/anything?${secret}`)
}
