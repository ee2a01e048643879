/** `virtual:hook-docs`: what the docs pages of the hooks show, read out of the sources at build time. */
import { readdirSync } from 'node:fs'
import type { Plugin } from 'vite'
import { effectRows, endpointRequests } from '../../scripts/print-effects.mjs'
import {
  pathOf,
  readSource,
  readText,
  type Declaration,
  type Member,
  type Source,
} from '../../scripts/sources.ts'

export interface HookDocs {
  name: string
  /** What it does, in Markdown. */
  text: string
  /** `GET /flows`, without the repetitions of a bulk run. */
  requests: string[]
  key: string | undefined
  /** What it rejects with, in Markdown. */
  rejects: string
  effect: Effect | undefined
  /** What the doc comment says of each parameter. */
  parameters: string[]
  signature: string
  /** The fields of its inputs and options. TanStack's own are not among them. */
  inputs: Fields[]
  /** The fields of what it returns, where that is not TanStack's result. */
  results: Fields[]
  /** Whose options it takes besides. */
  tanstack: 'useQuery' | 'useSuspenseQuery' | 'useInfiniteQuery' | 'useMutation' | undefined
  example: string
}

export interface Fields {
  name: string
  members: Member[]
}

/** In Markdown: what the cache does. */
interface Effect {
  patches: string
  invalidates: string
  removes: string
  refusals: string
}

const id = 'virtual:hook-docs'

export function hookDocs(): Plugin {
  return {
    name: 'hook-docs',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(source) {
      if (source !== `\0${id}`) return undefined
      for (const file of sourceFiles()) this.addWatchFile(pathOf(file))
      const docs = Object.fromEntries((await allHookDocs()).map((hook) => [hook.name, hook]))
      return `export const hookDocs = ${JSON.stringify(docs)}`
    },
  }
}

/** Of every hook that the main entry exports. */
export async function allHookDocs(): Promise<HookDocs[]> {
  const sources = new Map(sourceFiles().map((file) => [file, readSource(file)]))
  const requests = await endpointRequests()
  const effects = new Map((await effectRows()).map(({ name, ...effect }) => [name, effect]))
  const world = worldOf([...sources.values()], requests)

  function docsOf(hook: Declaration, name: string, file: Source): HookDocs {
    const { text, parameters, throws, example } = tagsOf(hook.comment)
    const paragraphs = text.split(/\n{2,}/).map((paragraph) => paragraph.replaceAll('\n', ' '))
    const key = paragraphs.find((paragraph) => /^Keys?: /.test(paragraph))
    const sentences = paragraphs
      .filter((paragraph) => paragraph !== key)
      .map((paragraph) => paragraph.split(/(?<=\.) (?=[A-Z`])/))
    const said = sentences.map((each) => each.filter((one) => !isError(one)).join(' '))
    const [parametersText, resultText] = splitHead(hook.head)
    const tanstack = tanstackOf(parametersText)
    const results = fieldsIn(resultText).filter(
      // Data is in the reference; what a hook returns in its own words is here.
      (type) => file.members(type.name).length > 0 || /^(Bulk|Undoable)Hook$/.test(type.name),
    )
    const isWrite = tanstack === 'useMutation' || results[0]?.name === 'BulkHook'
    const requested = world.requestsOf(hook.text, name)
    return {
      name,
      text: said.filter(Boolean).join('\n\n'),
      requests: requested.length > 0 ? requested : world.requestsSaid(hook.comment),
      key: key?.replace(/^Keys?: /, '').replace(/\.$/, ''),
      rejects: [...sentences.flat().filter(isError), ...throws].join(' '),
      effect: isWrite ? effects.get(mutationOf(hook.text)) : undefined,
      parameters,
      signature: hook.head.replace(/^function /, ''),
      inputs: fieldsIn(`${variablesOf(hook.head)} ${parametersText}`),
      results,
      tanstack,
      example,
    }
  }

  function fieldsIn(code: string): Fields[] {
    const types = [...new Set(code.match(/\b[A-Z]\w+/g))].filter(
      (type) => type !== 'AppmixerClient',
    )
    return types
      .map((type) => ({ name: type, members: world.membersOf(type) }))
      .filter(({ members }) => members.length > 0)
  }

  const all = new Map(
    [...sources.values()].flatMap((file) =>
      file.exports.flatMap((each) =>
        each.names.filter(isPublic).map((name) => [name, docsOf(each, name, file)] as const),
      ),
    ),
  )
  // One that suspends has the key and the errors of the one that does not.
  return [...all.values()]
    .map((hook) => {
      const plain = all.get(hook.name.replace('useSuspense', 'use'))
      if (!plain || plain === hook) return hook
      const example = hook.example || plain.example.replaceAll(plain.name, hook.name)
      return { ...hook, key: plain.key, rejects: plain.rejects, example }
    })
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

function isError(sentence: string): boolean {
  return /^Rejects with |\bis an error\b|\bis one with status\b/.test(sentence)
}

/** What the entry exports, without the paths. */
const index = readText('src/index.ts').replaceAll(/'[^']*'/g, '')

function isPublic(name: string): boolean {
  return /^use[A-Z]/.test(name) && new RegExp(`\\b${name}\\b`).test(index)
}

function sourceFiles(): string[] {
  return readdirSync(pathOf('src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/^(sandbox|testing|vendor)\/|checks\.ts$/.test(file))
    .map((file) => `src/${file}`)
    .toSorted()
}

/** What the sources know of each other: functions by name, interfaces by name. */
function worldOf(sources: Source[], requests: Map<string, string>) {
  const functions = new Map(
    sources.flatMap(({ declared }) =>
      declared.flatMap((each) => each.names.map((name) => [name, each] as const)),
    ),
  )

  /** The calls that a hook makes: those that its text names, or that what it is made of names. */
  function requestsOf(text: string, name: string): string[] {
    const found = new Set<string>()
    const seen = new Set([name])
    const queue = [text]
    for (const code of queue) {
      for (const word of withoutTexts(code).match(/\b[a-z]\w+\b(?!:)/g) ?? []) {
        const request = requests.get(word)
        if (request) found.add(request)
        if (request || seen.has(word) || !isMade(word)) continue
        seen.add(word)
        const next = functions.get(word)
        if (next) queue.push(next.text)
      }
    }
    return [...found]
  }

  /** What a doc comment says, or that of the function that it names: for work that is more than one endpoint. */
  function requestsSaid(comment: string): string[] {
    const linked = [...comment.matchAll(/\{@link (\w+)\}/g)].map(
      ([, name = '']) => functions.get(name)?.comment ?? '',
    )
    const texts = [comment, ...linked].map((text) => text.replace(/@example[^]*/, ''))
    const said = texts.flatMap((text) => [
      ...text.matchAll(/`((?:GET|POST|PUT|PATCH|DELETE) [^`]+)`/g),
    ])
    return [...new Set(said.map(([, request = '']) => request))]
  }

  function membersOf(name: string): Member[] {
    const source = sources.find(
      (each) => each.members(name).length + each.parentsOf(name).length > 0,
    )
    if (!source) return []
    const inherited = source.parentsOf(name).flatMap((parent) => {
      const [, kind, base = parent, names = ''] =
        /^(Omit|Pick)<\s*(\w+)[^,]*,([^>]*)>/.exec(parent) ?? []
      const listed = (names.match(/'(\w+)'/g) ?? []).map((each) => each.slice(1, -1))
      const members = membersOf(base.replace(/<.*/s, ''))
      if (kind === 'Omit') return members.filter((member) => !listed.includes(member.name))
      if (kind === 'Pick') return members.filter((member) => listed.includes(member.name))
      return members
    })
    return [...source.members(name), ...inherited]
  }

  return { requestsOf, requestsSaid, membersOf }
}

function withoutTexts(code: string): string {
  return code.replaceAll(/'[^']*'|\/\/.*/g, '')
}

/** What a hook is made of: options, other hooks, and what pages of the log are read with. */
function isMade(word: string): boolean {
  return /(Query|Mutation|Bulk)Options$|^use[A-Z]|^logPages$/.test(word)
}

function mutationOf(text: string): string {
  return /\b(\w+)MutationOptions\b/.exec(text)?.[1] ?? ''
}

/** What `mutate` takes, and `run` an item of: the first type of the result. */
function variablesOf(head: string): string {
  return /\b(?:MutationHookResult|BulkHook)<(\w+)/.exec(head)?.[1] ?? ''
}

function tanstackOf(parameters: string): HookDocs['tanstack'] {
  if (/\bSuspenseQueryHookOptions\b/.test(parameters)) return 'useSuspenseQuery'
  if (/\b(InfiniteQueryHookOptions|LogTailOptions)\b/.test(parameters)) return 'useInfiniteQuery'
  if (/\b(MutationHookOptions|ConnectAccountHookOptions|UndoableHookOptions)\b/.test(parameters))
    return 'useMutation'
  return /\b(QueryHookOptions|LogHistogramOptions|FlowErrorCountsOptions)\b/.test(parameters)
    ? 'useQuery'
    : undefined
}

/** Parameters and result of `useFlow<…>(flowId: string): QueryHookResult<Flow>`, without type parameters of both. */
function splitHead(head: string): [parameters: string, result: string] {
  const [from, to] = [head.indexOf('('), head.lastIndexOf('): ')]
  const generics = head.slice(0, from).match(/\b[A-Z]\w*(?= =|[,>])/g) ?? []
  const bare = (code: string) =>
    generics
      .reduce((text, each) => text.replaceAll(new RegExp(`\\b${each}\\b`, 'g'), ''), code)
      // The data of `QueryHookOptions<Flow, Selected>` is no option.
      .replaceAll(/(?<=\w*(?:HookOptions|HookResult|TailOptions))<(?:[^<>]|<[^<>]*>)*>/g, '')
  return [bare(head.slice(from, to)), bare(head.slice(to + 3))]
}

function tagsOf(comment: string) {
  const [text = '', ...tags] = comment.split(/^(?=@\w+)/m)
  const of = (tag: string) =>
    tags
      .filter((each) => each.startsWith(`@${tag}`))
      .map((each) => asMarkdown(each.slice(tag.length + 1).trim()))
  return {
    text: asMarkdown(text.trim()),
    // `@default` stands in the middle of what is said of a parameter.
    parameters: of('param').map((each) =>
      each.replaceAll(/\s+/g, ' ').replace(/^(\w+) /, '`$1`: '),
    ),
    throws: of('throws').map((each) => `Throws ${each.replaceAll(/\s+/g, ' ')}.`),
    example:
      tags
        .find((each) => each.startsWith('@example'))
        ?.slice('@example'.length)
        .trim() ?? '',
  }
}

/** `{@link useFlows}` is read as code. */
function asMarkdown(text: string): string {
  return text.replaceAll(/\{@link ([^}]*)\}/g, '`$1`').replaceAll('@default', 'default')
}
