/** What there is to say of each component, read out of the sources: for the story book, and for docs/reference. */
import { readdirSync } from 'node:fs'
import { pathOf, readSource, readText, type Member, type Source } from './sources.ts'

export interface ComponentDocs {
  name: string
  hook: string
  summary: string
  parts: PartDocs[]
  /** The options of the hook are the props of `Root`. */
  props: Member[]
  view: Member[]
  /** `english`: a text, or a function as it is written. */
  messages: { name: string; english: string; text: string }[]
  /** The section of docs/components.md about keys. */
  keyboard: string
}

export interface PartDocs {
  name: string
  element: string
  text: string
  getter: string | undefined
  /** `data-part`, and what selects this element in CSS. */
  selector: string | undefined
  attributes: string[]
  /** Whether every list has it. */
  isShared: boolean
}

/** The components of the main entry, each in a folder of its own. */
export const components: { name: string; folder: string }[] = [
  ...readText('src/index.ts').matchAll(/^export \* as (\w+) from '\.\/(\S+)\/\1\.tsx'$/gm),
].map(([, name = '', folder = '']) => ({ name, folder }))

const shared = [
  'accounts/connectAccount.ts',
  'accounts/useConnectAccount.ts',
  'headless/listParts.tsx',
  'headless/listModel.ts',
  'headless/getters.ts',
  'headless/useControlled.ts',
  'headless/useSelection.ts',
  'headless/messages.ts',
  'react/messages.ts',
].map((file) => `src/${file}`)

/** What the docs of a component are read from: the sources of its resource, and those that all components share. */
export function filesOf({ folder }: { folder: string }): string[] {
  const [resource = ''] = folder.split('/')
  const files = readdirSync(pathOf(`src/${resource}`), { recursive: true, encoding: 'utf8' })
  const own = files.filter((file) => /\.tsx?$/.test(file)).map((file) => `src/${resource}/${file}`)
  const isNear = (file: string) => file.startsWith(`src/${folder}/`)
  return [...own.toSorted((a, b) => Number(isNear(b)) - Number(isNear(a))), ...shared]
}

export function docsOf({ name, folder }: { name: string; folder: string }): ComponentDocs {
  const own = readSource(`src/${folder}/${name}.tsx`)
  const getters = readSource(`src/${folder}/getters.ts`)
  const words = readSource(`src/${folder}/messages.ts`)
  const common = {
    parts: readSource('src/headless/listParts.tsx'),
    getters: readSource('src/headless/getters.ts'),
    words: readSource('src/headless/messages.ts'),
  }
  const sources = filesOf({ folder }).map((file) => readSource(file))
  const membersOf = (type: string): Member[] => membersIn(sources, type)
  const isList = own.text.includes('createListParts')
  // `IntegrationSetup` is not `useIntegrationSetup`, which has no getters.
  const [, hook = `use${name}`] = /import \{ (use\w+), type \w+Model \}/.exec(own.text) ?? []
  const partDoc = new Map(
    ['ListParts', 'QuestionParts']
      .flatMap((type) => common.parts.members(type))
      .map((part) => [part.name, part.doc.text]),
  )

  function partOf(part: string, doc: string, text: string): Omit<PartDocs, 'isShared'> {
    const getter = /\bmodel\.(get\w+Props)/.exec(text)?.[1] ?? implied[part]
    const code = getter
      ? (isList ? [common.getters, getters] : [getters])
          .map((source) => withHelpers(source.properties.get(getter) ?? '', source))
          .join('\n')
      : ''
    const { selector, attributes } = attributesOf(code)
    const [, element] = /Renders an? (?:modal )?`(<[^`]+>)`/.exec(doc) ?? []
    return {
      name: part,
      element: element ?? '',
      text: doc.replaceAll('`ListParts.', '`'),
      getter,
      selector,
      attributes,
    }
  }

  const parts = own.exports.flatMap(({ names, doc, text }) =>
    names.map((part) => {
      // `export const { Search, … } = createListParts(…)`
      const isShared = text.startsWith('const {')
      const definition = isShared ? (common.parts.properties.get(part) ?? '') : text
      return {
        ...partOf(part, isShared ? (partDoc.get(part) ?? '') : doc.text, definition),
        isShared,
      }
    }),
  )
  const english = new Map([...common.words.properties, ...words.properties])
  return {
    name,
    hook,
    summary:
      own.exports
        .find(({ names }) => names.includes('Root'))
        ?.doc.text.replace(/ Renders .*/, '') ?? '',
    parts: parts.toSorted((a, b) => Number(b.name === 'Root') - Number(a.name === 'Root')),
    props: membersOf(`${name}Options`),
    view: membersOf(`${name}View`),
    messages: membersOf(`${name}Messages`).map((message) => ({
      name: message.name,
      english: (english.get(message.name) ?? '').replaceAll(/\s+/g, ' ').replace(/^'(.*)'$/, '$1'),
      text: message.doc.text,
    })),
    keyboard:
      /\n## Keyboard\n([\s\S]*?)\n## /.exec(readText('docs/components.md'))?.[1]?.trim() ?? '',
  }
}

/** The members of an interface, and of those that it extends: `Pick<Options, 'timeout'>` too. */
function membersIn(sources: Source[], type: string): Member[] {
  const [, how, inner] = /^(Pick|Omit|Partial)<(.*)>$/.exec(type) ?? []
  if (how && inner) {
    const [target = '', ...names] = inner.split(/,(?![^<]*>)/)
    const isNamed = ({ name }: Member) => names.join().includes(`'${name}'`)
    const all = membersIn(sources, target.trim())
    return how === 'Partial' ? all : all.filter((each) => isNamed(each) === (how === 'Pick'))
  }
  const name = type.replace(/<.*$/, '')
  const source = sources.find(
    (each) => each.members(name).length > 0 || each.parentsOf(name).length > 0,
  )
  if (!source) return []
  const own = source.members(name)
  const inherited = source.parentsOf(name).flatMap((parent) => membersIn(sources, parent))
  return [...own, ...inherited.filter((each) => own.every((mine) => mine.name !== each.name))]
}

/** A getter with the functions of its file that it calls, their first argument put in: `saveButton('save', …)`. */
function withHelpers(code: string, { declared }: Source): string {
  const called = declared.flatMap(({ names: [name = ''], head, text }) => {
    const call = new RegExp(`\\b${name}\\(\\s*('[^']*')?`).exec(code)
    if (!call || !head.startsWith('function ')) return []
    const [, parameter] = /\(\s*(\w+):/.exec(head) ?? []
    const [, literal] = call
    if (!parameter || !literal) return [text]
    return [
      text
        .replace(new RegExp(`\\{ ${parameter},`), `{ ${parameter}: ${literal},`)
        .replaceAll(new RegExp(`: ${parameter}\\b`, 'g'), `: ${literal}`),
    ]
  })
  return [code, ...called].join('\n')
}

/** Parts that are made by hand, without naming their getter as the others do. */
const implied: Record<string, string> = {
  Root: 'getRootProps',
  Items: 'getItemsProps',
  Item: 'getItemProps',
  Detail: 'getDetailProps',
}

function attributesOf(code: string): Pick<PartDocs, 'selector' | 'attributes'> {
  const [, action] = /(?:\baction: |\b(?:command|decision)\(\s*)'([\w-]+)'/.exec(code) ?? []
  const [, part] =
    /'data-part': '([\w-]+)'/.exec(code) ??
    /\bpart: '([\w-]+)'/.exec(code) ??
    (/\bbutton\(/.test(code) || action ? ['', 'button'] : [])
  const named = [...code.matchAll(/'((?:data|aria)-[\w-]+)'/g)].map(
    ([, attribute = '']) => attribute,
  )
  const attributes = new Set(named.filter((attribute) => attribute !== 'data-part'))
  if (/\brole: '/.test(code)) attributes.add('role')
  if (action) attributes.add('data-action')
  const selectors = [part && `[data-part='${part}']`, action && `[data-action='${action}']`]
  return {
    selector: selectors.some(Boolean) ? selectors.filter(Boolean).join('') : undefined,
    attributes: [...attributes].toSorted(),
  }
}
