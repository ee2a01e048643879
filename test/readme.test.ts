import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withEffects } from '../scripts/print-effects.mjs'
import * as main from '../src/index.ts'
import { complaintsAbout, pages, readPage, writtenPages } from './snippets.ts'

const root = join(import.meta.dirname, '..')
const { repository } = JSON.parse(readPage('package.json')) as { repository: { url: string } }
/** Where a file is that the package has no room for. */
const online = `${repository.url.replace(/^git\+|\.git$/g, '')}/blob/main/`

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
  const unnamed = writtenPages.filter(
    (page) =>
      !text.includes(`](${page.replace('docs/', '')}`) && !text.includes(`](${online}${page}`),
  )
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

test('llms.txt leads to every page of docs/', () => {
  const targets = linksOf('llms.txt').map(({ target }) => target)
  const all = [...pages, ...writtenPages].filter((page) => page.startsWith('docs/'))
  expect(all.filter((page) => !targets.includes(page))).toEqual([])
})

test.each([...pages, ...writtenPages])('%s links to what is there', (page) => {
  const broken = linksOf(page).filter(({ target, heading }) => {
    if (!existsSync(join(root, target))) return true
    return heading !== undefined && !headingsOf(target).includes(heading)
  })
  expect(broken.map(({ link }) => link)).toEqual([])
})

describe('in the package', () => {
  // On Windows npm is a script of the shell.
  const report = execFileSync('npm pack --dry-run --json --ignore-scripts', {
    cwd: root,
    encoding: 'utf8',
    shell: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ files }] = JSON.parse(report) as [{ files: { path: string }[] }]
  const packed = files.map(({ path }) => path)
  const texts = packed.filter((path) => /\.(md|txt)$/.test(path) && !path.startsWith('dist/'))

  test('are the guides, the parts of the components and the skill', () => {
    const { length } = readPage('docs/components.md').match(/\]\(reference\/components\//g)!
    expect(texts.filter((path) => path.startsWith('docs/reference/components/'))).toHaveLength(
      length,
    )
    expect(texts).toEqual(
      expect.arrayContaining([...pages.filter((page) => page !== 'CONTRIBUTING.md'), 'llms.txt']),
    )
  })

  test.each(texts)('%s leads to nothing that is left out, unless by its address', (page) => {
    const missing = linksOf(page).filter(
      ({ target, isOnline }) => !isOnline && !packed.includes(target),
    )
    expect(missing.map(({ link }) => link)).toEqual([])
  })
})

test.each(writtenPages)('%s has each heading once, so that links to it are right', (page) => {
  const headings = headingsOf(page)
  expect(headings.filter((heading, index) => headings.indexOf(heading) !== index)).toEqual([])
})

interface Link {
  link: string
  /** Its path in the repository. */
  target: string
  heading: string | undefined
  /** Whether it is the address of the file at the repository's host. */
  isOnline: boolean
}

/** The links of a page to files of this repository. */
function linksOf(page: string): Link[] {
  const links = readPage(page).matchAll(/\]\(([^)#\s]*)(?:#([^)\s]*))?\)/g)
  return [...links].flatMap(([link, file = '', heading]): Link[] => {
    if (file.startsWith(online))
      return [{ link, target: file.slice(online.length), heading, isOnline: true }]
    if (/^https?:/.test(file)) return []
    return [{ link, target: file ? join(dirname(page), file) : page, heading, isOnline: false }]
  })
}

/** The anchors of a page, as GitHub makes them. */
function headingsOf(page: string): string[] {
  return [...readPage(page).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}
