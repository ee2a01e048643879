/** Whoever looks at the story book sees all that the package has. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as entry from '../src/index.ts'
import { components, docsOf } from '../scripts/componentDocs.ts'
import { allHookDocs } from '../stories/.storybook/hookDocs.ts'
import { sourceOf } from '../stories/house/sourceOf.ts'

const folder = new URL('../stories/', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  // What the house needs for itself shows nothing.
  (file) => file.endsWith('.tsx') && !/^(house|\.storybook)\//.test(file),
)
const shown = files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n')
const hooks = Object.keys(entry).filter((name) => /^use[A-Z]/.test(name))
const isShown = (name: string) => new RegExp(`\\b${name}\\b`).test(shown)

describe('stories show', () => {
  const names = Object.keys(entry).filter((name) => /^[A-Z]/.test(name) && isComponent(name))

  test.each(names)('%s', (name) => {
    expect(isShown(name)).toBe(true)
  })

  test('every hook', () => {
    expect(hooks.filter((name) => !isShown(name))).toEqual([])
  })
})

describe('the docs page has', () => {
  test.each(components)('every part and every sentence of $name', (component) => {
    const { parts, props, messages, keyboard, summary } = docsOf(component)
    expect(parts.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(Reflect.get(entry, component.name) as object).toSorted(),
    )
    expect(parts.filter(({ text, element }) => !text || !element)).toEqual([])
    expect(props.length).toBeGreaterThan(5)
    // `reason` is `errorMessage`, and has no sentence of its own.
    expect(messages.filter(({ english }) => !english).map(({ name }) => name)).toEqual(['reason'])
    expect(keyboard).toContain('| keys |')
    expect(summary).not.toBe('')
  })
})

describe('the docs pages of the hooks have', () => {
  /** What stories name as `hooks: ['useFlows', …]`. */
  const described = [...shown.matchAll(/\bhooks: \[([^\]]*)\]/g)]
    .flatMap(([, names = '']) => names.match(/\buse\w+/g) ?? [])
    .toSorted()

  test('a section for every hook, once', () => {
    expect(described).toEqual(hooks.toSorted())
  })

  test('the wire, the key, the errors and an example of each', async () => {
    const docs = await allHookDocs()
    expect(docs.map(({ name }) => name).toSorted()).toEqual(hooks.toSorted())
    expect(docs.filter(({ text, example, signature }) => !text || !example || !signature)).toEqual(
      [],
    )
    expect(docs.filter(({ requests }) => requests.length === 0).map(({ name }) => name)).toEqual(
      withoutRequests,
    )
    const reads = docs.filter(({ tanstack }) => tanstack && tanstack !== 'useMutation')
    expect(reads.filter(({ key, name }) => !key && !own.test(name))).toEqual([])
    const writes = docs.filter(({ tanstack }) => tanstack === 'useMutation')
    expect(
      writes.filter(({ effect, name }) => !effect && !own.test(name)).map(({ name }) => name),
    ).toEqual(['useConnectAccount', 'useUndoable'])
    const { requests, key, effect } = docs.find(({ name }) => name === 'useStartFlow')!
    expect(requests).toEqual(['POST /flows/:flowId/coordinator'])
    expect(key).toBeUndefined()
    expect(effect?.invalidates).toContain('`flows.list`')
  })
})

test('the code to copy has the imports and helpers of its component, and nothing of the story book', () => {
  const file = readFileSync(new URL('hooks/FlowsChanging.stories.tsx', folder), 'utf8')
  const code = sourceOf(file, 'RenamableFlows')
  expect(code).toContain(
    "import { useErrorMessage, useFlows, useUpdateFlow } from 'appmixer-react'",
  )
  expect(code).toContain("import { useState } from 'react'")
  expect(code).toMatch(/^function Rename\(/m)
  expect(code).not.toMatch(/useCreateFlow|storybook|Story\b|house/)
})

test('every page of docs/ is a guide', () => {
  const pages = readdirSync(new URL('../docs/', import.meta.url)).filter((file) =>
    file.endsWith('.md'),
  )
  const guides = readdirSync(new URL('guides/', folder)).map((file) => file.replace('.mdx', '.md'))
  expect(guides.toSorted()).toEqual([...pages, 'readme.md'].toSorted())
})

/** `FlowList` is a namespace of parts, `AppmixerProvider` a function; `AppmixerError` is a class of errors. */
function isComponent(name: string): boolean {
  const value: unknown = Reflect.get(entry, name)
  if (typeof value === 'function') return name.endsWith('Provider')
  return typeof value === 'object' && value !== null && 'Root' in value
}

/** They make hooks of your own. */
const own = /^useAppmixer\w*(Query|Mutation)$/

/** They read what is there already, or take the options of any call. */
const withoutRequests = [
  'useAppmixerClient',
  'useAppmixerInfiniteQuery',
  'useAppmixerKeys',
  'useAppmixerMutation',
  'useAppmixerQuery',
  'useAppmixerSuspenseQuery',
  'useBulk',
  'useErrorMessage',
  'useFlowActivity',
  'useFormat',
  'useTaskActivity',
  'useTaskFromLink',
  'useUndoable',
  'useUndoables',
]
