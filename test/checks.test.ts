import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { emitChecks, resources } from '../scripts/emit-checks.mjs'
import { isNumber, isText, type Check } from '../src/client/checks.ts'
import { repair } from '../src/client/checks.ts'
import { parseJson } from '../src/client/answer.ts'
import { payload, randomFrom } from './payloads.ts'
import { runs } from './runs.ts'
import { repairByZod } from './zodRepair.ts'

const source = join(import.meta.dirname, '../src')

const checks: [string, Check<unknown>, z.ZodMiniType][] = [
  ['isNumber', isNumber, z.number()],
  ['isText', isText, z.string()],
  ...(await Promise.all(resources().map(emittedChecks))).flat(),
]

/** Nothing in them is optional. */
const allOrNothing = new Set([
  'isNumber',
  'isText',
  'isAccountTest',
  'isAuthSessionTicket',
  'isFlowAuthTicket',
  'isChartRef',
  'isFlowRef',
  'isStoreRef',
])

describe('emitted checks', () => {
  test.each(resources())(
    'of %s are those of its schema; if not, `npm run checks`',
    async (name) => {
      const schema = (await import(`../src/${name}/schema.ts`)) as Record<string, unknown>
      const written = readFileSync(join(source, name, 'checks.ts'), 'utf8')
      expect(written).toBe(await emitChecks(name, schema))
    },
  )

  test.each<[string, z.ZodMiniType]>([
    ['a string with a condition', z.looseObject({ flowId: z.string().check(z.minLength(1)) })],
    ['an object that refuses more fields', z.object({ flowId: z.string() })],
    ['an optional field that refuses null', z.looseObject({ name: z.optional(z.string()) })],
    ['a kind that JSON has not', z.looseObject({ flowId: z.date() })],
    ['one of two objects', z.union([z.looseObject({ a: z.string() }), z.looseObject({})])],
    ['an object, or else a list', z.union([z.looseObject({}), z.array(z.string())])],
  ])(
    'are none for %s: it would not be checked, or not be repaired, as zod would',
    async (_, schema) => {
      await expect(emitChecks('flows', { flowSchema: schema })).rejects.toThrow(Error)
    },
  )

  test('are there for every endpoint', () => {
    expect(checks.length).toBeGreaterThan(35)
  })

  // `RUNS=334 npx vitest run test/checks.test.ts` for 100,000 of each.
  test.each(checks)(
    'S8, P8: %s judges like zod, and never throws',
    (name, check, schema) => {
      const verdicts = new Set<boolean>()
      for (const body of bodiesFor(schema, 300)) {
        const text = JSON.stringify(body)
        const verdict = check(body)
        if (verdict !== schema.safeParse(body).success) {
          expect.fail(`${name} says ${verdict} to ${text}`)
        }
        if (JSON.stringify(body) !== text) expect.fail(`${name} changed ${text}`)
        verdicts.add(verdict)
      }
      // Else it would be compared with nothing.
      expect(verdicts.size).toBe(2)
    },
    600_000,
  )

  test.each(checks)(
    'S1, S4: what %s refuses is repaired as zod would have it, and never throws',
    (name, check, schema) => {
      const outcomes = { fits: 0, repaired: 0, refused: 0 }
      for (const body of bodiesFor(schema, 1_000)) {
        const text = asText(body)
        const ours = { body: parseJson(text) }
        const theirs = { body: parseJson(text) }
        const { fits, paths } = repair(ours.body, check)
        const expected = repairByZod(theirs, schema)
        if (fits !== expected.fits) expect.fail(`${name}: ${fits ? 'kept' : 'refused'} ${text}`)
        if (fits && !isDeepStrictEqual(ours, theirs)) {
          expect.fail(`${name}: ${text} became ${asText(ours.body)}, not ${asText(theirs.body)}`)
        }
        if (!tells(paths, expected)) expect.fail(`${name}: ${text} differs not at ${paths.join()}`)
        outcomes[!fits ? 'refused' : paths.length > 0 ? 'repaired' : 'fits'] += 1
      }
      // Else it would be compared with nothing.
      expect(outcomes.refused).toBeGreaterThan(0)
      expect(outcomes.fits).toBeGreaterThan(0)
      expect(outcomes.repaired > 0).toBe(!allOrNothing.has(name))
    },
    600_000,
  )
})

/**
 * Whether these are the places that zod names. One in a row that is lost stands for the others in it, and nothing is
 * looked for beyond the one that costs the whole body.
 */
function tells(paths: string[], { named, lost, fits }: ReturnType<typeof repairByZod>): boolean {
  const isTold = (place: string) =>
    paths.includes(place) ||
    lost.some(
      (row) => place.startsWith(`${row}.`) && paths.some((path) => path.startsWith(`${row}.`)),
    )
  return paths.every((path) => named.includes(path)) && (!fits || named.every(isTold))
}

/** As a server would send it, with a number of its own in every row, so that one that is missing is missed. */
function asText(body: unknown): string {
  let rows = 0
  const numbered = (_: string, value: unknown) => {
    if (value === Infinity) return 'Infinity'
    if (!Array.isArray(value)) return value
    return value.map((row: unknown) => (isPlain(row) ? { ...row, row: rows++ } : row))
  }
  return JSON.stringify(body, numbered)?.replaceAll('"Infinity"', '1e999') ?? 'null'
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function* bodiesFor(schema: z.ZodMiniType, count: number): Iterable<unknown> {
  const { numRuns, seed } = runs(count)
  const random = randomFrom(seed)
  for (let run = 0; run < numRuns; run++) yield payload(schema, random)
}

/** Each that an endpoint uses, with its schema. */
async function emittedChecks(name: string): Promise<[string, Check<unknown>, z.ZodMiniType][]> {
  const written = (await import(`../src/${name}/checks.ts`)) as Record<string, Check<unknown>>
  const schemas = (await import(`../src/${name}/schema.ts`)) as Record<string, z.ZodMiniType>
  return Object.entries(written).map(([check, fits]) => {
    const schema = schemas[`${check.charAt(2).toLowerCase()}${check.slice(3)}Schema`]
    if (!schema) throw new Error(`${check} has no schema`)
    return [check, fits, schema]
  })
}
