import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import { emitChecks, resources } from '../scripts/emit-checks.mjs'
import type { Shape } from '../src/client/shape.ts'
import * as clientShapes from '../src/client/shapes.ts'
import { payload, randomFrom } from './payloads.ts'
import { runs } from './runs.ts'

const source = join(import.meta.dirname, '../src')

const shapes = Object.entries<unknown>({ ...clientShapes, ...(await emittedShapes()) }).flatMap(
  ([name, value]): [string, Shape<unknown>][] => (isShape(value) ? [[name, value]] : []),
)

describe('emitted checks', () => {
  test.each(resources())(
    'of %s are those of its schema; if not, `npm run checks`',
    async (name) => {
      const schema = (await import(`../src/${name}/schema.ts`)) as Record<string, unknown>
      const written = readFileSync(join(source, name, 'checks.ts'), 'utf8')
      expect(written).toBe(await emitChecks(name, schema))
    },
  )

  test('are there for every endpoint', () => {
    expect(shapes.length).toBeGreaterThan(35)
  })

  // `RUNS=334 npx vitest run test/checks.test.ts` for 100,000 of each.
  test.each(shapes)(
    'S8, P8: %s judges like zod, at once, and never throws',
    async (name, shape) => {
      const schema = (await shape.schema()) as z.ZodMiniType
      const { numRuns, seed } = runs(300)
      const random = randomFrom(seed)
      const verdicts = new Set<boolean>()
      for (let run = 0; run < numRuns; run++) {
        const body = payload(schema, random)
        const text = JSON.stringify(body)
        const verdict = judged(shape, body)
        if (verdict !== schema.safeParse(body).success) {
          expect.fail(`${name} says ${verdict} to ${text}`)
        }
        if (JSON.stringify(body) !== text) expect.fail(`${name} changed ${text}`)
        verdicts.add(verdict)
      }
      // Else it would be compared with nothing.
      expect(verdicts.size).toBe(name === 'ignored' ? 1 : 2)
    },
    600_000,
  )
})

/** The verdict, given within 50 ms; the machine may be slow once, the check not twice. */
function judged(shape: Shape<unknown>, body: unknown): boolean {
  let verdict = false
  for (let attempt = 0; attempt < 2; attempt++) {
    const start = performance.now()
    verdict = shape.fits(body)
    if (performance.now() - start <= 50) return verdict
  }
  expect.fail(`took more than 50 ms for ${JSON.stringify(body)}`)
  return verdict
}

async function emittedShapes(): Promise<Record<string, unknown>> {
  const modules = resources().map((name) => import(`../src/${name}/checks.ts`) as Promise<object>)
  return Object.assign({}, ...(await Promise.all(modules))) as Record<string, unknown>
}

function isShape(value: unknown): value is Shape<unknown> {
  return typeof value === 'object' && value !== null && 'fits' in value
}
