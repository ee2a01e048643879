import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'

const source = join(import.meta.dirname, '../src')

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(source, file), 'utf8') }))

/** What a file of this kind may import from, lowest first. */
const layers = [
  /^(client\/|register\.ts)/,
  /\/types\.ts$/,
  /\/(schema|checks)\.ts$/,
  /\/inputs\.ts$/,
  /\/(endpoints|inPlace|normalize|flowAuthentication|ensureServiceAccount|lucene|share|filter|stages)\.ts$/,
  /^cache\//,
  /\/(moves|commandEnds|liveTime|follower|following|queries|pages|mutations|bulk|tail)\.ts$/,
  /^react\//,
  /\/(hooks|bulkHooks|suspenseHooks|infiniteHooks|tailHooks)\.ts$/,
  /^headless\//,
  /^(flows|people-tasks|users)\//,
  /^(vendor\/|api\.ts$)/,
  /^(index|schemas)\.ts$/,
]

it('imports point down', () => {
  const upward = edges()
    .filter(({ from, to }) => !from.startsWith('sandbox/') && !to.startsWith('sandbox/'))
    .filter(({ from, to }) => layerOf(to) > layerOf(from))
  expect(upward).toEqual([])
})

it('nothing but the sandbox sees the sandbox, and it sees the wire and the client', () => {
  const crossing = edges().filter(
    ({ from, to }) => from.startsWith('sandbox/') !== to.startsWith('sandbox/'),
  )
  const outward = crossing.filter(({ from }) => from.startsWith('sandbox/'))
  expect(outward.length).toBeGreaterThan(0)
  expect(
    crossing.filter(({ to }) => !/^client\/|\/(types|inputs|schema|endpoints)\.ts$/.test(to)),
  ).toEqual([])
})

it('only the entries are barrels', () => {
  const barrels = files.filter(({ text }) => /^export (\*|\{[^}]*\}) from/m.test(text))
  expect(barrels.map(({ file }) => file).toSorted()).toEqual([
    'api.ts',
    'index.ts',
    'sandbox/index.ts',
    'schemas.ts',
  ])
})

it('every module with a hook says that it is for the client', () => {
  const forgetful = files.filter(
    ({ file, text }) =>
      /^import \{[^}]*\buse[A-Z]\w+[^}]*\} from '(react|@tanstack\/react-query)'/m.test(text) &&
      !text.startsWith("'use client'") &&
      !file.startsWith('sandbox/'),
  )
  expect(forgetful.map(({ file }) => file)).toEqual([])
})

it('zod comes as a namespace, from mini', () => {
  const imports = files.flatMap(({ text }) => text.match(/^import .* from 'zod.*$/gm) ?? [])
  expect(new Set(imports)).toEqual(new Set(["import * as z from 'zod/mini'"]))
})

it('the entry of the schemas brings zod and nothing else', () => {
  expect(packagesFrom('schemas.ts')).toEqual(new Set(['zod/mini']))
})

it('zod is in schemas and in the sandbox, and an application gets neither', () => {
  const zodFiles = /(^|\/)(schema|schemas|inputs)\.ts$|^sandbox\//
  const users = files.filter(({ text }) => /from 'zod|import\('zod/.test(text))
  expect(users.map(({ file }) => file).filter((file) => !zodFiles.test(file))).toEqual([])
  const shipped = reachedFrom('index.ts')
  expect(shipped.size).toBeGreaterThan(100)
  expect([...shipped].filter((file) => zodFiles.test(file))).toEqual([])
})

it('what an application gets imports its peers and ky, and no other package', () => {
  expect(packagesFrom('index.ts')).toEqual(new Set(['react', '@tanstack/react-query', 'ky']))
})

it('/api reaches ky, and neither React nor react-query, not even for a type', () => {
  expect(reachedFrom('api.ts')).toContain('vendor/api.ts')
  expect(packagesFrom('api.ts')).toEqual(new Set(['ky']))
})

function edges(): { from: string; to: string }[] {
  return files.flatMap(({ file, text }) =>
    [...text.matchAll(/(?:from |import\()'(\.[^']+)'/g)].map(([, target]) => ({
      from: file,
      to: relative(source, join(source, dirname(file), target!)),
    })),
  )
}

/** What comes with a file, however it is imported. */
function reachedFrom(entry: string): Set<string> {
  const all = edges()
  const reached = new Set([entry])
  for (const file of reached) {
    for (const { from, to } of all) if (from === file) reached.add(to)
  }
  return reached
}

/** The packages that a file and all that it imports name. */
function packagesFrom(entry: string): Set<string | undefined> {
  const reached = reachedFrom(entry)
  const named = files
    .filter(({ file }) => reached.has(file))
    .flatMap(({ text }) => [...text.matchAll(/ from '([^.'][^']*)'/g)].map(([, name]) => name))
  return new Set(named)
}

function layerOf(file: string): number {
  const layer = layers.findIndex((pattern) => pattern.test(file))
  if (layer < 0) throw new Error(`No layer for ${file}`)
  return layer
}
