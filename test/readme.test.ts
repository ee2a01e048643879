import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withEffects } from '../scripts/print-effects.mjs'
import * as main from '../src/index.ts'
import { complaintsAbout } from './snippets.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8')

test('README.md says what each mutation does to the cache; if not, `npm run effects`', async () => {
  expect(read('README.md')).toBe(await withEffects())
})

test('README.md names every hook; those that suspend go without saying', () => {
  const hooks = Object.keys(main).filter((name) => /^use(?!Suspense)[A-Z]/.test(name))
  const text = read('README.md')
  expect(hooks.filter((hook) => !text.includes(`\`${hook}(`))).toEqual([])
})

test.each(['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'])(
  '%s was merged to the end: no marks of a conflict',
  (file) => {
    expect(read(file)).not.toMatch(/^(<{7}|={7}|>{7})/m)
  },
)

test('README.md shows nothing that a compiler refuses', async () => {
  expect(await complaintsAbout(read('README.md'))).toBe('')
})
