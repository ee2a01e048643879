import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'

const source = join(import.meta.dirname, '../src')

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => {
    const text = readFileSync(join(source, file), 'utf8')
    const targets = [...text.matchAll(/(?:from |import\()'(\.[^']+)'/g)].map(([, target]) =>
      relative(source, join(source, dirname(file), target!)),
    )
    return { file, text, targets }
  })

const resources = [
  'accounts',
  'apps',
  'charts',
  'flows',
  'integrations',
  'logs',
  'people-tasks',
  'stores',
  'usage',
  'users',
] as const

/** The folders, lowest first; a file may import from its own and from lower ones. The files beside them come last. */
const folders = [
  ['client', 'register.ts', 'time'],
  ['cache'],
  ['react'],
  ['headless'],
  resources,
] as const

it('imports point down', () => {
  const upward = library().filter(({ from, to }) => heightOf(to) > heightOf(from))
  expect(upward).toEqual([])
})

/** `flows/list/useFlowList.ts`: a folder of its own inside of its resource. */
const isOfComponent = (file: string) => file.split('/').length === 3

it('a resource knows no other resource, but for its keys; a component also knows their hooks', () => {
  const folderOf = (file: string) => resources.find((folder) => file.startsWith(`${folder}/`))
  const across = library()
    .filter(({ from, to }) => folderOf(from) && folderOf(to) && folderOf(from) !== folderOf(to))
    .filter(({ to }) => !to.endsWith('/keys.ts'))
    // A chart is a question to the log.
    .filter(({ from, to }) => !(from.startsWith('charts/') && to.startsWith('logs/')))
    // An integration is a flow.
    .filter(({ from, to }) => !(from.startsWith('integrations/') && to.startsWith('flows/')))
    // What a setup is about is accounts.
    .filter(
      ({ from, to }) => !(from.startsWith('integrations/setup/') && to.startsWith('accounts/')),
    )
    .filter(({ from, to }) => !(isOfComponent(from) && to.endsWith('/hooks.ts')))
  expect(across).toEqual([])
})

it('the wire of a resource needs no cache, and its options need no React', () => {
  const reachedBy = (names: RegExp) =>
    files.filter(({ file }) => names.test(file)).flatMap(({ file }) => [...reachedFrom(file)])
  const wire = reachedBy(/^[a-z-]+\/(types|schema|inputs|checks|endpoints)\.ts$/)
  expect(wire.filter((file) => /^(cache|react)\//.test(file))).toEqual([])
  const options = reachedBy(/(^|\/)(keys|queries|effects|mutations)\.ts$/)
  expect(options.length).toBeGreaterThan(100)
  expect(options.filter((file) => /^react\/|\/hooks\.ts$/.test(file))).toEqual([])
})

it('no file imports itself, directly or not', () => {
  const circular = files.map(({ file }) => file).filter((file) => isCircular(file))
  expect(circular).toEqual([])
})

it('nothing but what tests use sees the sandbox, and it sees the wire, the client and the calendar', () => {
  const crossing = edges()
    .filter(({ from }) => !isForTests(from))
    .filter(({ from, to }) => from.startsWith('sandbox/') !== to.startsWith('sandbox/'))
  const outward = crossing.filter(({ from }) => from.startsWith('sandbox/'))
  expect(outward.length).toBeGreaterThan(0)
  expect(
    crossing.filter(
      ({ to }) => !/^(client|time)\/|\/(types|inputs|schema|endpoints)\.ts$/.test(to),
    ),
  ).toEqual([])
})

it('only the entries are barrels', () => {
  const barrels = files.filter(({ text }) => /^export (\*|\{[^}]*\}) from/m.test(text))
  expect(barrels.map(({ file }) => file).toSorted()).toEqual([
    'api.ts',
    'csv.ts',
    'index.ts',
    'sandbox/index.ts',
    'schemas.ts',
    'testing/index.ts',
    'virtual.ts',
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

it('the entry of virtual lists brings react-virtual', () => {
  expect(packagesFrom('virtual.ts')).toContain('@tanstack/react-virtual')
})

it('the entry of CSV brings papaparse and nothing else', () => {
  expect(packagesFrom('csv.ts')).toEqual(new Set(['papaparse']))
})

it('the entries for tests bring their peers, and no test runner', () => {
  expect(packagesFrom('msw.ts')).toContain('msw')
  const sandboxes = packagesFrom('sandbox/index.ts')
  const own = [...packagesFrom('testing/index.ts')].filter((name) => !sandboxes.has(name))
  expect(new Set(own)).toEqual(new Set(['@tanstack/react-query', 'react']))
})

it('the sandbox in memory needs nothing of Node', () => {
  const ofNode = (entry: string) =>
    [...packagesFrom(entry)].filter((name) => name?.startsWith('node:'))
  expect(ofNode('sandbox/server.ts')).toContain('node:http')
  expect(ofNode('sandbox/index.ts')).toEqual([])
})

it('/api reaches ky, and neither React nor react-query, not even for a type', () => {
  expect(reachedFrom('api.ts')).toContain('vendor/api.ts')
  expect(packagesFrom('api.ts')).toEqual(new Set(['ky']))
})

function edges(): { from: string; to: string }[] {
  return files.flatMap(({ file }) => targetsOf(file).map((to) => ({ from: file, to })))
}

/** The entries for tests stand on top of everything, the sandbox too. */
function isForTests(file: string): boolean {
  return file.startsWith('testing/') || file === 'msw.ts'
}

/** The imports within the library. The sandbox has a rule of its own. */
function library(): { from: string; to: string }[] {
  return edges().filter(({ from, to }) => ![from, to].some((file) => file.startsWith('sandbox/')))
}

function heightOf(file: string): number {
  const height = folders.findIndex((names) =>
    names.some((name) => file === name || file.startsWith(`${name}/`)),
  )
  return height < 0 ? folders.length : height
}

function isCircular(file: string): boolean {
  return targetsOf(file).some((target) => reachedFrom(target).has(file))
}

/** A file, and all that it imports, directly or not. */
function reachedFrom(entry: string): Set<string> {
  const reached = new Set([entry])
  for (const file of reached) for (const target of targetsOf(file)) reached.add(target)
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

function targetsOf(file: string): string[] {
  return files.find((other) => other.file === file)!.targets
}
