import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withEffects } from '../scripts/print-effects.mjs'
import * as main from '../src/index.ts'
import { complaintsAbout, pages, readPage, writtenPages } from './snippets.ts'

test('docs/writing.md says what each mutation does to the cache; if not, `npm run effects`', async () => {
  expect(readPage('docs/writing.md')).toBe(await withEffects())
})

test('docs/reference.md names every hook; those that suspend go without saying', () => {
  const hooks = Object.keys(main).filter((name) => /^use(?!Suspense)[A-Z]/.test(name))
  const text = readPage('docs/reference.md')
  expect(hooks.filter((hook) => !text.includes(`\`${hook}(`))).toEqual([])
})

test('docs/reference.md leads to every page of the reference', () => {
  const text = readPage('docs/reference.md')
  const unnamed = writtenPages.filter((page) => !text.includes(`](${page.replace('docs/', '')}`))
  expect(unnamed).toEqual(['llms.txt'])
})

test('README.md and docs/costs.md say the bytes of today, rounded', () => {
  const { smallestImport, everything } = JSON.parse(readPage('scripts/bytes.json')) as Record<
    string,
    number
  >
  const rounded = (bytes = 0) => Math.round(bytes / 1024)
  expect(readPage('README.md')).toContain(`smallest useful import: ${rounded(smallestImport)} KiB`)
  expect(readPage('docs/costs.md')).toContain(`\`useStartFlow\` | ${rounded(smallestImport)}, `)
  expect(readPage('docs/costs.md')).toContain(`| every name | ${rounded(everything)} |`)
})

test('README.md is read in a few minutes, and leads to every page', () => {
  const text = readPage('README.md')
  expect(text.split(/\s+/).length).toBeLessThanOrEqual(1_200)
  const unnamed = pages.filter((page) => page.startsWith('docs/') && !text.includes(`](${page}`))
  expect(unnamed).toEqual([])
})

describe.each(pages)('%s', (page) => {
  test('was merged to the end: no marks of a conflict', () => {
    expect(readPage(page)).not.toMatch(/^(<{7}|={7}|>{7})/m)
  })

  // All pages are compiled together, by the first that asks.
  test('shows nothing that a compiler refuses', { timeout: 60_000 }, async () => {
    expect(await complaintsAbout(page)).toBe('')
  })
})

test.each([...pages, ...writtenPages])('%s links to what is there', (page) => {
  const links = [...readPage(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)]
  const broken = links.filter(([, file, heading]) => {
    const target = file ? join(dirname(page), file) : page
    if (!existsSync(join(import.meta.dirname, '..', target))) return true
    return heading !== undefined && !headingsOf(target).includes(heading)
  })
  expect(broken.map(([link]) => link)).toEqual([])
})

test.each(writtenPages)('%s has each heading once, so that links to it are right', (page) => {
  const headings = headingsOf(page)
  expect(headings.filter((heading, index) => headings.indexOf(heading) !== index)).toEqual([])
})

/** The anchors of a page, as GitHub makes them. */
function headingsOf(page: string): string[] {
  return [...readPage(page).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}
