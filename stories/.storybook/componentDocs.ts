/** `virtual:component-docs`: what the docs pages of the components show, read out of the sources at build time. */
import type { Plugin } from 'vite'
import { pathOf, readSource, readText, type Member } from './sources.ts'

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
}

export const components = [
  { name: 'FlowList', folder: 'flows/list' },
  { name: 'TaskInbox', folder: 'people-tasks/inbox' },
  { name: 'StoreBrowser', folder: 'stores/browser' },
  { name: 'AccountList', folder: 'accounts/list' },
  { name: 'LogViewer', folder: 'logs/viewer' },
  { name: 'ChartGallery', folder: 'charts/gallery' },
  { name: 'IntegrationGallery', folder: 'integrations/gallery' },
]

const id = 'virtual:component-docs'

export function componentDocs(): Plugin {
  return {
    name: 'component-docs',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return undefined
      const files = [
        ...components.flatMap(({ name, folder }) =>
          [`${name}.tsx`, 'model.ts', 'getters.ts', 'messages.ts'].map(
            (file) => `${folder}/${file}`,
          ),
        ),
        'headless/listParts.tsx',
        'headless/listModel.ts',
        'headless/getters.ts',
        'react/messages.ts',
      ]
      for (const file of files) this.addWatchFile(pathOf(`src/${file}`))
      const docs = Object.fromEntries(components.map((each) => [each.name, docsOf(each)]))
      return `export const componentDocs = ${JSON.stringify(docs)}`
    },
  }
}

export function docsOf({ name, folder }: { name: string; folder: string }): ComponentDocs {
  const own = readSource(`src/${folder}/${name}.tsx`)
  const model = readSource(`src/${folder}/model.ts`)
  const getters = readSource(`src/${folder}/getters.ts`)
  const words = readSource(`src/${folder}/messages.ts`)
  const shared = {
    parts: readSource('src/headless/listParts.tsx'),
    model: readSource('src/headless/listModel.ts'),
    getters: readSource('src/headless/getters.ts'),
    controlled: readSource('src/headless/useControlled.ts'),
    selection: readSource('src/headless/useSelection.ts'),
    words: readSource('src/headless/messages.ts'),
    messages: readSource('src/react/messages.ts'),
  }
  const partDoc = new Map(
    shared.parts.members('ListParts').map((part) => [part.name, part.doc.text]),
  )

  function partOf(part: string, doc: string, text: string): PartDocs {
    const getter = /\bmodel\.(get\w+Props)/.exec(text)?.[1] ?? implied[part]
    const code = getter
      ? [shared.getters, getters].map(({ properties }) => properties.get(getter) ?? '').join('\n')
      : ''
    const { selector, attributes } = attributesOf(code)
    const [, element] = /Renders an? (?:modal )?`(<[^`]+>)`/.exec(doc) ?? []
    return {
      name: part,
      element: element ?? '',
      text: doc,
      getter,
      selector,
      attributes,
    }
  }

  const parts = own.exports.flatMap(({ names, doc, text }) =>
    names.map((part) => {
      // `export const { Search, … } = createListParts(…)`
      const isShared = text.startsWith('const {')
      const definition = isShared ? (shared.parts.properties.get(part) ?? '') : text
      return partOf(part, isShared ? (partDoc.get(part) ?? '') : doc.text, definition)
    }),
  )
  const english = new Map([...shared.words.properties, ...words.properties])
  return {
    name,
    hook: `use${name}`,
    summary:
      own.exports
        .find(({ names }) => names.includes('Root'))
        ?.doc.text.replace(/ Renders .*/, '') ?? '',
    parts: parts.toSorted((a, b) => Number(b.name === 'Root') - Number(a.name === 'Root')),
    props: [
      ...model.members(`${name}Options`),
      ...shared.model.members('ListOptions'),
      ...shared.controlled.members('ViewOptions'),
      ...shared.selection.members('SelectionOptions'),
    ],
    view: [...model.members(`${name}View`), ...shared.controlled.members('ListView')],
    messages: [
      ...shared.messages.members(`${name}Messages`),
      ...shared.messages.members('ListMessages'),
    ].map((message) => ({
      name: message.name,
      english: (english.get(message.name) ?? '').replaceAll(/\s+/g, ' ').replace(/^'(.*)'$/, '$1'),
      text: message.doc.text,
    })),
    keyboard:
      /\n## Keyboard\n([\s\S]*?)\n## /.exec(readText('docs/components.md'))?.[1]?.trim() ?? '',
  }
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
    (action ? ['', 'button'] : [])
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
