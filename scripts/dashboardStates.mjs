/**
 * The states of the dashboard in which it is looked at: by `npm run pictures`, and by axe in `test/a11y`. None of them
 * changes what the sandbox holds, and none depends on the language.
 */

/**
 * @typedef {import('playwright').Page} Page
 * @typedef {object} State
 * @property {string} name
 * @property {string} path
 * @property {boolean} [signedOut]
 * @property {(page: Page) => Promise<unknown>} [before] What is true before the page is opened.
 * @property {(page: Page) => Promise<unknown>} [act] What brings it about once the rows are there.
 * @property {string} shows What is visible in it, as a selector.
 */

const row = '[data-part="item"]'
const cors = { 'access-control-allow-origin': '*' }

/** @param {string} selector @returns {(page: Page) => Promise<void>} */
const click = (selector) => (page) => page.locator(selector).first().click()

/** Chooses from the menu of the first row that has all of it. @param {number} item @returns {(page: Page) => Promise<void>} */
const choose = (item) => async (page) => {
  await page
    .locator(
      `${row}:has([role="switch"]) [aria-haspopup], .accounts [aria-haspopup], .cards [aria-haspopup]`,
    )
    .first()
    .click()
  await page.getByRole('menuitem').nth(item).click()
}

/** @param {number} count @returns {(page: Page) => Promise<void>} */
const tick = (count) => async (page) => {
  const boxes = page.locator(`${row} [data-part="checkbox"]`)
  for (let index = 0; index < count; index++) await boxes.nth(index).check()
}

/**
 * The server refuses.
 *
 * @param {Page} page
 * @param {string} method
 * @param {RegExp} url
 * @param {number} status
 */
function refuse(page, method, url, status) {
  return page.route(url, (route) =>
    route.request().method() === method
      ? route.fulfill({ status, headers: cors, json: { statusCode: status } })
      : route.fallback(),
  )
}

/**
 * Loading, empty, no result, refused: what every list has.
 *
 * @param {string} name
 * @param {RegExp} url
 * @param {unknown} [nothing] What the server says when there is nothing.
 * @returns {State[]}
 */
function ofList(name, url, nothing = []) {
  const path = `/${name}`
  return [
    {
      name: `${name}-loading`,
      path,
      before: (page) => page.route(url, () => new Promise(() => {})),
      shows: '.skeleton',
    },
    {
      name: `${name}-empty`,
      path,
      before: (page) =>
        page.route(url, (route) =>
          route.request().method() === 'GET'
            ? route.fulfill({ headers: cors, json: nothing })
            : route.fallback(),
        ),
      shows: '.empty [data-part="empty"]',
    },
    {
      name: `${name}-none-found`,
      path: `${path}?search=zzzzzz`,
      before: async () => {},
      shows: '.empty [data-part="empty"]',
    },
    {
      name: `${name}-refused`,
      path,
      before: (page) => refuse(page, 'GET', url, 403),
      shows: '[data-part="failure"]',
    },
  ]
}

/** @type {readonly State[]} */
export const dashboardStates = [
  { name: 'sign-in', path: '/', signedOut: true, shows: '.person' },
  {
    name: 'sign-in-refused',
    path: '/',
    signedOut: true,
    async act(page) {
      await page.locator('[name="username"]').fill('ada@acme.test')
      await page.locator('[name="password"]').fill('wrong')
      await page.keyboard.press('Enter')
    },
    shows: '.field-error:not(:empty)',
  },
  {
    name: 'unreachable',
    path: '/',
    before: (page) => refuse(page, 'GET', /\/session$/, 502),
    shows: '[role="alert"]',
  },
  {
    name: 'session-expired',
    path: '/automations',
    async act(page) {
      await page.route(/\/flows\?/, (route) =>
        route.fulfill({ status: 401, headers: cors, body: '{}' }),
      )
      await page.getByRole('searchbox').fill('leads')
    },
    shows: 'dialog[open]',
  },

  {
    name: 'automations',
    path: '/automations',
    // A narrow row has no place for it.
    act: (page) => page.locator('.today svg').first().waitFor({ state: 'attached' }),
    shows: row,
  },
  { name: 'automations-grid', path: '/automations?layout=grid', shows: '[data-layout="grid"]' },
  {
    name: 'automations-detail',
    path: '/automations',
    act: click(`${row} [data-action="open"]`),
    shows: '.panel .lines li',
  },
  {
    name: 'automations-selection',
    path: '/automations',
    act: tick(3),
    shows: '[data-part="bulk-bar"]',
  },
  {
    name: 'automations-menu',
    path: '/automations',
    act: click(`${row} [aria-haspopup]`),
    shows: '[role="menu"]',
  },
  {
    name: 'automations-renaming',
    path: '/automations',
    act: choose(0),
    shows: `${row} [data-part="name-input"]`,
  },
  { name: 'automations-editing', path: '/automations', act: choose(1), shows: 'dialog[open]' },
  { name: 'automations-sharing', path: '/automations', act: choose(3), shows: 'dialog[open]' },
  {
    name: 'automations-new',
    path: '/automations',
    act: click('.page-head [data-kind="primary"]'),
    shows: 'dialog[open]',
  },
  {
    name: 'automations-question',
    path: '/automations',
    async act(page) {
      await tick(2)(page)
      await click('[data-action="deleteFlow"]')(page)
    },
    shows: 'dialog[open]',
  },
  {
    name: 'automations-row-refused',
    path: '/automations?stage=stopped',
    async act(page) {
      await refuse(page, 'POST', /\/coordinator/, 403)
      await page.getByRole('switch').first().click()
    },
    shows: '.row-note',
  },
  {
    name: 'automations-offline',
    path: '/automations',
    act: (page) => page.context().setOffline(true),
    shows: '.banner:not([hidden])',
  },
  ...ofList('automations', /\/flows(\?|$)/),

  { name: 'approvals', path: '/approvals', shows: row },
  {
    name: 'approvals-detail',
    path: '/approvals',
    act: click(`${row} [data-action="open"]`),
    shows: '.panel h2',
  },
  {
    name: 'approvals-selection',
    path: '/approvals',
    act: tick(2),
    shows: '[data-part="bulk-bar"]',
  },
  {
    name: 'approvals-decided',
    path: '/approvals',
    async act(page) {
      // It is never sent: closing the page would send it.
      await page.evaluate(() =>
        addEventListener('pagehide', (event) => event.stopImmediatePropagation()),
      )
      // On a phone it is decided in the detail.
      await page.evaluate(() =>
        document
          .querySelector('[data-action="approve"]')
          ?.dispatchEvent(new MouseEvent('click', { bubbles: true })),
      )
    },
    shows: '.decide [data-decision], .decide [data-action="undo-decision"]',
  },
  { name: 'approvals-approved', path: '/approvals?tab=approved', shows: row },
  ...ofList('approvals', /\/tasks(\?|$)/),

  { name: 'connections', path: '/connections', shows: row },
  {
    name: 'connections-usage',
    path: '/connections',
    act: click('[data-action="usage"]'),
    shows: '.used-by',
  },
  {
    name: 'connections-renaming',
    path: '/connections',
    act: choose(0),
    shows: `${row} [data-part="name-input"]`,
  },
  { name: 'connections-question', path: '/connections', act: choose(1), shows: 'dialog[open]' },
  {
    name: 'connections-row-refused',
    path: '/connections',
    async act(page) {
      await refuse(page, 'POST', /\/test$/, 500)
      await click('[data-action="test"]')(page)
    },
    shows: '.row-note',
  },
  ...ofList('connections', /\/accounts(\?|$)/),

  { name: 'data', path: '/data', shows: row },
  {
    name: 'data-editing',
    path: '/data',
    act: click('[data-action="edit"]'),
    shows: `${row} textarea`,
  },
  {
    name: 'data-new',
    path: '/data',
    act: click('[data-action="new-record"]'),
    shows: '.list > .editor',
  },
  {
    name: 'data-new-store',
    path: '/data',
    act: click('[data-action="new-store"]'),
    shows: '.stores input',
  },
  { name: 'data-selection', path: '/data', act: tick(2), shows: '[data-part="bulk-bar"]' },
  {
    name: 'data-question',
    path: '/data',
    act: click(`${row} [data-action="remove"]`),
    shows: 'dialog[open]',
  },
  {
    name: 'data-import',
    path: '/data',
    act: (page) =>
      page.locator('input[type="file"]').setInputFiles({
        name: 'records.ndjson',
        mimeType: 'application/x-ndjson',
        buffer: Buffer.from('{"key":"a","value":1}\n{"key":"b"}\nnonsense\n'),
      }),
    shows: 'dialog[open] [data-part="problems"]',
  },
  ...ofList('data', /\/store(\?|$)/),

  { name: 'activity', path: '/activity', shows: '.histogram svg' },
  {
    name: 'activity-detail',
    path: '/activity',
    act: click(`${row} [data-action="open"]`),
    shows: '.panel dt',
  },
  {
    name: 'activity-runs',
    path: '/activity?layout=executions',
    before: async () => {},
    shows: '.run',
  },
  {
    name: 'activity-text',
    path: '/activity',
    act: click('[data-action="mode"]'),
    shows: '.query input',
  },
  ...ofList('activity', /\/logs(\?|$)/, { buckets: [], hits: [] }),

  { name: 'insights', path: '/insights', shows: '.chart svg' },
  {
    name: 'insights-numbers',
    path: '/insights',
    act: click('.numbers summary'),
    shows: '.numbers table',
  },
  { name: 'insights-question', path: '/insights', act: choose(-1), shows: 'dialog[open]' },
  {
    name: 'insights-chart-refused',
    path: '/insights',
    before: (page) => refuse(page, 'POST', /\/logs/, 500),
    shows: '.cards [data-tone="bad"]',
  },
  ...ofList('insights', /\/charts(\?|$)/).filter(({ name }) => !name.endsWith('none-found')),
]

/**
 * Opens the dashboard in a state, signed in or out as it wants.
 *
 * @param {Page} page
 * @param {State} state
 * @param {string} address
 * @param {string} [query] Added to the address: `lang=de`.
 */
export async function showState(
  page,
  { path, before, act, shows, signedOut },
  address,
  query = '',
) {
  const url = new URL(path, address)
  new URLSearchParams(query).forEach((value, name) => url.searchParams.set(name, value))
  await before?.(page)
  await page.goto(url.href)
  if (act && !signedOut) await page.locator(row).first().waitFor()
  await act?.(page)
  await page.locator(shows).filter({ visible: true }).first().waitFor()
}
