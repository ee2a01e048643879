import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emitChecks, resources } from '../scripts/emit-checks.mjs'

const source = join(import.meta.dirname, '../src')

test.each(resources())(
  'the checks of %s are those of its schema; else `npm run checks`',
  async (resource) => {
    const schema = (await import(`../src/${resource}/schema.ts`)) as Record<string, unknown>
    const written = readFileSync(join(source, resource, 'checks.ts'), 'utf8')
    expect(written).toBe(await emitChecks(resource, schema))
  },
)
