import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withEffects } from '../scripts/print-effects.mjs'

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8')

test('README.md says what each mutation does to the cache; if not, `npm run effects`', async () => {
  expect(read('README.md')).toBe(await withEffects())
})

test.each(['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'])(
  '%s was merged to the end: no marks of a conflict',
  (file) => {
    expect(read(file)).not.toMatch(/^(<{7}|={7}|>{7})/m)
  },
)
