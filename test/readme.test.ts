import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withEffects } from '../scripts/print-effects.mjs'

test('README.md says what each mutation does to the cache; if not, `npm run effects`', async () => {
  const written = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
  expect(written).toBe(await withEffects())
})
