/**
 * Writes the reference, docs/reference/, and llms.txt from the declarations in dist/: what the compiler says of each
 * public name, and its doc comment. `npm run reference` builds and writes them; `node scripts/reference.mjs --check`
 * refuses files that are not of today.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format } from 'oxfmt'
import { parseSync, runnerImport } from 'vite'
import { effectRows, endpointRequests } from './print-effects.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = 'docs/reference'
/** One page per component. It is in the package; the other pages of the reference are not. */
const componentFolder = `${folder}/components`

/** Page by page: its title, what it says first, and the folders of src/ that it is about. */
const pages = {
  flows: { title: 'Flows', about: 'Automations: list, read, start, stop, change, delete.' },
  'people-tasks': { title: 'People tasks', about: 'What waits for the decision of a person.' },
  stores: { title: 'Data stores', about: 'Stores and their records, export and import.' },
  accounts: { title: 'Accounts', about: 'Connections to other services.' },
  integrations: {
    title: 'Integrations',
    about: 'Templates, integrations that a user has activated, their wizard, drafts.',
  },
  apps: { title: 'Apps and components', about: 'What can be connected, with icons and names.' },
  logs: { title: 'Logs', about: 'What flows wrote while they ran: search, tail, counts.' },
  charts: { title: 'Charts', about: 'Saved charts, and the numbers behind them.' },
  usage: { title: 'Use of the plan', about: 'What a user has used of the plan.' },
  users: { title: 'Users', about: 'Signing in, the session, tokens of virtual users.' },
  client: {
    title: 'Client and errors',
    about: 'The client on ky, tokens, errors, `createAppmixerApi`.',
  },
  cache: { title: 'Keys and cache', about: 'Query keys, options, bulk runs, undo.' },
  react: {
    title: 'Provider and hooks of your own',
    about: 'The provider, and what hooks are made of.',
  },
  headless: {
    title: 'What all components share',
    about: 'Rows, views, selection, actions of the lists.',
  },
  time: { title: 'Time ranges', about: 'Ranges by name or in your words, in any time zone.' },
}

/** The page of what lies elsewhere. @type {Record<string, string>} */
const pageOf = {
  vendor: 'client',
  'register.ts': 'client',
  'keys.ts': 'cache',
  'useAppmixerKeys.ts': 'cache',
}

/** What the entries beside the main one are for. Those that are not listed here are still written. @type {Record<string, string>} */
const aboutEntries = {
  api: 'Everything that needs no React, for back ends, scripts and loaders. `appmixer-react` exports it too.',
  schemas:
    'The zod schema of every answer and input. Wants zod 4. [Schemas](../schemas.md) has examples.',
  sandbox: 'A stateful Appmixer, in memory or over HTTP. [Testing](../testing.md) has examples.',
  csv: 'Records as CSV. Wants papaparse 5.',
  virtual:
    'Long lists, of which only the rows in sight are rendered. Wants @tanstack/react-virtual 3.',
  testing: 'An app on a sandbox of its own, for a test. [Testing](../testing.md) has examples.',
  msw: 'The sandbox behind Mock Service Worker. Wants msw 2.15 or 3.',
}

const kinds = [
  'Component',
  'Hooks',
  'Hooks that suspend',
  'Options',
  'Functions',
  'Schemas',
  'Values',
  'Types',
]

/**
 * @typedef {object} Item a public name
 * @property {string} name
 * @property {string} file where it is declared, in dist/
 * @property {string} doc its doc comment, without stars
 * @property {string} code its declaration
 * @property {Item[]} [parts] those of a namespace
 */

/** @type {Map<string, Map<string, Item>>} */
const read = new Map()

/** Every file of the reference, by its path in the repository. @returns {Promise<Map<string, string>>} */
export async function referenceFiles() {
  const { exports, description, repository } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  /** @type {Map<string, Map<string, Item>>} */
  const entries = new Map()
  for (const [entry, target] of Object.entries(exports)) {
    if (!target.types || entry.endsWith('.css')) continue
    entries.set(entry.slice(2), exportsOf(target.types.slice('./dist/'.length)))
  }
  const main = entries.get('') ?? new Map()

  /** Where each name is: its page. @type {Map<string, string>} */
  const places = new Map([...main.values()].map((item) => [item.name, homeOf(item)]))
  for (const [entry, items] of entries) {
    for (const name of items.keys()) if (!places.has(name)) places.set(name, entry)
  }

  const files = new Map()
  const effects = new Map((await effectRows()).map((row) => [row.name, row]))
  const requests = await endpointRequests()
  for (const [page, { title, about }] of Object.entries(pages)) {
    const items = [...main.values()].filter(({ name }) => places.get(name) === page)
    const keys = readDeclarations(`${page}/keys.d.ts`)
    const keyTypes = [...(keys?.values() ?? [])].filter(
      ({ name }) => name.endsWith('Keys') && /^[A-Z]/.test(name),
    )
    files.set(
      `${folder}/${page}.md`,
      await pageText({
        page,
        title,
        about: `${about} Import from \`appmixer-react\`.`,
        items,
        keyTypes,
        places,
        effects,
        requests,
      }),
    )
  }
  for (const [entry, items] of entries) {
    if (entry === '') continue
    const own = [...items.values()].filter(({ name }) => places.get(name) === entry)
    const about = aboutEntries[entry] ?? ''
    const text = await pageText({
      page: entry,
      title: `appmixer-react/${entry}`,
      about,
      items: own,
      places,
      effects,
      requests,
    })
    const others = [...items.keys()].filter((name) => places.get(name) !== entry)
    files.set(
      `${folder}/${entry}.md`,
      others.length === 0 ? text : `${text}\n${namesByPage(others, places)}`,
    )
  }
  /** @type {{ module: typeof import('./componentDocs.ts') }} */
  const { module } = await runnerImport(join(root, 'scripts/componentDocs.ts'))
  const components = module.components.map(module.docsOf)
  for (const docs of components)
    files.set(`${componentFolder}/${docs.name}.md`, componentText(docs))
  files.set(
    'llms.txt',
    llms({ description, repository, entries: [...entries.keys()].filter(Boolean), components }),
  )
  return files
}

/** The names that a file exports, followed to where they are declared. @param {string} file @returns {Map<string, Item>} */
function exportsOf(file) {
  const { body, text } = parse(file)
  /** @type {Map<string, Item>} */
  const found = new Map()
  for (const node of body) {
    if (node.type === 'ExportAllDeclaration') {
      const from = resolve(file, node.source.value)
      if (!node.exported) for (const [name, item] of exportsOf(from)) found.set(name, item)
      else {
        const { name } = node.exported
        found.set(name, {
          name,
          file: from,
          doc: '',
          code: '',
          parts: [...exportsOf(from).values()],
        })
      }
    } else if (node.type === 'ExportNamedDeclaration' && node.source) {
      const declared = exportsOf(resolve(file, node.source.value))
      for (const { local, exported } of node.specifiers) {
        const item = declared.get(local.name)
        if (!item) throw new Error(`${file}: ${local.name} is not in ${node.source.value}.`)
        found.set(exported.name, { ...item, name: exported.name })
      }
    } else if (node.type === 'ExportNamedDeclaration' && !node.declaration && text) {
      for (const { local, exported } of node.specifiers) {
        const item = readDeclarations(file)?.get(local.name)
        if (item) found.set(exported.name, item)
      }
    } else if (node.type === 'ExportNamedDeclaration') {
      for (const name of namesOf(node.declaration)) {
        const item = readDeclarations(file)?.get(name)
        if (item) found.set(name, item)
      }
    }
  }
  return found
}

/** What a file declares, by name; `undefined` without such a file. @param {string} file */
function readDeclarations(file) {
  const known = read.get(file)
  if (known) return known
  if (!existsSync(join(root, 'dist', file))) return undefined
  const { body, comments, text } = parse(file)
  /** @type {Map<string, Item>} */
  const found = new Map()
  for (const node of body) {
    const declaration = node.declaration ?? node
    // `displayName` of a component.
    if (declaration.type === 'TSModuleDeclaration') continue
    const before = comments.findLast(
      ({ end }) => end <= node.start && text.slice(end, node.start).trim() === '',
    )
    const doc = before?.value.startsWith('*') ? docOf(before.value) : ''
    for (const name of namesOf(declaration)) {
      const code = declaration.declarations
        ? constantOf(declaration, name, text)
        : text.slice(declaration.start, declaration.end)
      // An overload is added to the first.
      const first = found.get(name)
      if (first) first.code += `\n${tidy(code)}`
      else found.set(name, { name, file, doc, code: tidy(code) })
    }
  }
  read.set(file, found)
  return found
}

/** @param {any} declaration @param {string} name @param {string} text */
function constantOf({ declarations }, name, text) {
  const own = declarations.find((/** @type {any} */ { id }) => id.name === name)
  const { typeName, qualifier, typeArguments } = own.id.typeAnnotation?.typeAnnotation ?? {}
  if ((typeName ?? qualifier)?.name !== 'Endpoint')
    return `const ${text.slice(own.id.start, own.end)}`
  // An endpoint is called, so it is shown as what is called.
  const [input, output] = typeArguments.params.map((/** @type {any} */ { start, end }) =>
    text.slice(start, end),
  )
  return `function ${name}(client: AppmixerClient, input: ${input}, options?: CallOptions): Promise<${output}>`
}

/** @param {any} declaration @returns {string[]} */
function namesOf(declaration) {
  if (!declaration) return []
  if (declaration.declarations)
    return declaration.declarations.map((/** @type {any} */ { id }) => id.name)
  return declaration.id?.name ? [declaration.id.name] : []
}

/** @param {string} file @returns {{ body: any[], comments: any[], text: string }} */
function parse(file) {
  const text = readFileSync(join(root, 'dist', file), 'utf8')
  const { program, comments, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  return { body: program.body, comments, text }
}

/** @param {string} file @param {string} from `./flows/hooks.ts` */
function resolve(file, from) {
  return join(file, '..', from).replace(/\.tsx?$/, '.d.ts')
}

/** Without stars. @param {string} comment */
function docOf(comment) {
  return comment.replaceAll(/^[ \t]*\*[ ]?/gm, '').trim()
}

/** Types of other modules by their name alone. @param {string} code */
function tidy(code) {
  return code
    .replaceAll(/import\("[^"]+"\)\./g, '')
    .replaceAll(/\{@link ([^}]+)\}/g, '`$1`')
    .replace(/^(export )?declare /, '')
}

/** @param {Item} item */
function homeOf({ file }) {
  const part = file.replace(/\.d\.ts$/, '.ts').split('/')[0] ?? ''
  const page = pageOf[part] ?? part
  if (!(page in pages)) throw new Error(`scripts/reference.mjs has no page for ${file}.`)
  return page
}

/** @param {Item} item */
function kindOf({ name, code, parts }) {
  if (parts) return 'Component'
  if (/^useSuspense[A-Z]/.test(name)) return 'Hooks that suspend'
  if (/^use[A-Z]/.test(name)) return 'Hooks'
  if (/(Query|Mutation|Bulk)Options$/.test(name) && /^[a-z]/.test(name)) return 'Options'
  if (name.endsWith('Schema')) return 'Schemas'
  if (/^(interface|type) /.test(code)) return 'Types'
  return /^(function|class) |^const \w+: (<|\()/.test(code) ? 'Functions' : 'Values'
}

/**
 * @typedef {object} Page
 * @property {string} page
 * @property {string} title
 * @property {string} about
 * @property {Item[]} items
 * @property {Item[]} [keyTypes]
 * @property {Map<string, string>} places
 * @property {Map<string, Record<string, string>>} effects
 * @property {Map<string, string>} requests of each call, `GET /flows`
 */

/** @param {Page} page */
async function pageText({ page, title, about, items, keyTypes = [], places, effects, requests }) {
  const context = { page, places, effects, requests }
  /** @type {string[]} */
  const sections = []
  for (const kind of kinds) {
    const own = items.filter((item) => kindOf(item) === kind)
    if (own.length === 0) continue
    const texts =
      kind === 'Schemas'
        ? [schemasTable(own, context)]
        : await inOrder(own, (item) => itemText(item, context))
    sections.push(`## ${kind}`, ...texts)
    if (kind === 'Options' && keyTypes.length > 0)
      sections.push(...(await keysSection(keyTypes, page)))
  }
  const overview = kinds.flatMap((kind) => {
    const own = items.filter((item) => kindOf(item) === kind && kind !== 'Schemas')
    return own.length === 0
      ? []
      : [`**${kind}:** ${own.map(({ name }) => linkTo(name, context)).join(' · ')}`]
  })
  return `${[`# ${title}`, about, ...overview, ...sections].filter(Boolean).join('\n\n')}\n`
}

/** @param {Item[]} keyTypes @param {string} page */
async function keysSection(keyTypes, page) {
  const key = page.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
  const texts = await inOrder(keyTypes, ({ code }) => fenced(code))
  return [
    '## Keys',
    `\`appmixerKeys(client).${key}\`, in components \`useAppmixerKeys().${key}\`: [Query keys](../query-keys.md).`,
    ...texts,
  ]
}

/** @typedef {Pick<Page, 'page' | 'places' | 'effects' | 'requests'>} Context */

/** @param {Item} item @param {Context} context */
async function itemText(item, context) {
  const { name, doc, code, parts } = item
  const { text, params, throws, sees, examples } = tagsOf(doc, context)
  const request = context.requests.get(name)
  const lines = [`### ${headingOf(name, context)}`, text, request && `Request: \`${request}\``]
  if (parts) {
    const about = tagsOf(parts.find((part) => part.name === 'Root')?.doc ?? '', context).text
    const page = `[\`${name}\` part by part](components/${name}.md): elements, getters, selectors, props, view, messages.`
    return [...lines, about, page].filter(Boolean).join('\n\n')
  }
  lines.push(await fenced(code))
  if (params.length > 0) lines.push(params.map((param) => `- ${param}`).join('\n'))
  if (throws.length > 0) lines.push(`Rejects or throws: ${throws.join('; ')}.`)
  const effect = context.effects.get(mutationOf(name))
  if (effect && /^use|MutationOptions$/.test(name)) lines.push(effectText(effect))
  const types = [...new Set(code.match(/\b[A-Z]\w+/g))].filter(
    (type) => type !== name && context.places.has(type),
  )
  if (types.length > 0)
    lines.push(`Types: ${types.map((type) => linkTo(type, context)).join(' · ')}`)
  if (sees.length > 0) lines.push(`See ${sees.join(', ')}.`)
  for (const example of examples) lines.push(`\`\`\`tsx\n${example}\n\`\`\``)
  return lines.filter(Boolean).join('\n\n')
}

/** @param {string} name `useStartFlow`, `startFlowMutationOptions` */
function mutationOf(name) {
  const bare = name.replace(/^use/, '').replace(/MutationOptions$/, '')
  return bare.charAt(0).toLowerCase() + bare.slice(1)
}

/** @param {Record<string, string>} effect */
function effectText({ patches, invalidates, removes, refusals }) {
  const facts = [
    patches && `- Optimistic update: ${patches}`,
    invalidates && `- Invalidates: ${invalidates}`,
    removes && `- Removes: ${removes}`,
    refusals && `- \`error.reason\`: ${refusals}`,
  ].filter(Boolean)
  return facts.length === 0 ? '' : facts.join('\n')
}

/** @param {import('./componentDocs.ts').ComponentDocs} docs */
function componentText({ name, hook, summary, parts, props, view, messages }) {
  const own = parts.filter(({ isShared }) => !isShared)
  const shared = parts.filter(({ isShared }) => isShared)
  /** @param {(typeof parts)[number][]} some */
  const partsTable = (some) =>
    table(
      ['part', 'element', 'what it does', 'getter', 'selector', 'states and roles'],
      some.map(({ name: part, element, text, getter, selector, attributes }) => [
        inCode(part),
        inCode(element),
        // Where the last sentence names the element only, the second column has said it.
        text.replace(/ Renders an? `[^`]+` element\.$/, ''),
        inCode(getter),
        inCode(selector),
        attributes
          .filter((attribute) => attribute !== 'data-action')
          .map(inCode)
          .join(' '),
      ]),
    )
  return `${[
    `# ${name}`,
    summary,
    `Each part is \`<${name}.Part>\`, inside of \`<${name}.Root>\`. A part that has nothing to show renders nothing. Its getter, of
\`${hook}()\`, gives the same attributes to an element of your own. The selector is for CSS; states are attributes
that come and go. [Components](../../components.md) has examples, keys and styling.`,
    '## Parts',
    partsTable(own),
    shared.length > 0 && '## Parts that other lists have too',
    shared.length > 0 && partsTable(shared),
    '## Props of Root',
    `They are the options of \`${hook}\` too. \`Root\` passes on every other attribute to its element.`,
    table(
      ['prop', 'type', 'what it does', 'default'],
      props.map(({ name: prop, type, isOptional, doc }) => [
        inCode(prop) + (isOptional ? '' : ' (required)'),
        inCode(type),
        doc.text.replace(/ Default: .*/, ''),
        doc.default,
      ]),
    ),
    view.length > 0 && '## View',
    view.length > 0 && 'The object of `view`, `defaultView` and `onViewChange`.',
    view.length > 0 &&
      table(
        ['field', 'type', 'what it is'],
        view.map(({ name: field, type, doc }) => [inCode(field), inCode(type), doc.text]),
      ),
    '## Messages',
    'All of them can be changed: with `messages` of `Root`, or of the provider.',
    table(
      ['message', 'in English', 'what it is for'],
      messages.map(({ name: message, english, text }) => [
        inCode(message),
        /=>|[{(]/.test(english) ? inCode(english) : english,
        text,
      ]),
    ),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`
}

/** @param {string[]} head @param {(string | undefined)[][]} rows */
function table(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows].map(
    (cells) => `| ${cells.map((cell) => cellOf(cell ?? '')).join(' | ')} |`,
  )
  return lines.join('\n')
}

/** No tag of HTML by accident, and no other column. @param {string} text */
function cellOf(text) {
  return withoutTags(oneLine(text))
}

/** @param {string | undefined} text */
function inCode(text) {
  if (!text) return ''
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

/** @param {Item[]} items @param {Context} context */
function schemasTable(items, context) {
  const rows = items.map(
    ({ name, doc }) =>
      `| \`${name}\` | ${linkTypes(oneLine(tagsOf(doc, context).text), context)} |`,
  )
  return ['| schema | of |', '| --- | --- |', ...rows].join('\n')
}

/** `Flow` in backticks becomes a link where it is a public type. @param {string} text @param {Context} context */
function linkTypes(text, context) {
  return text.replace(/^`(\w+)`/, (code, name) =>
    context.places.has(name) ? linkTo(name, context) : code,
  )
}

/** @param {string[]} names @param {Map<string, string>} places */
function namesByPage(names, places) {
  const lines = Object.entries(pages).flatMap(([page, { title }]) => {
    const own = names.filter((name) => places.get(name) === page)
    const links = own.map((name) => linkTo(name, { page: '', places }))
    return own.length === 0 ? [] : [`## ${title}`, links.join(' · ')]
  })
  return `${lines.join('\n\n')}\n`
}

/** Splits a doc comment into its text and its tags. @param {string} doc @param {Context} context */
function tagsOf(doc, context) {
  const [text = '', ...tags] = doc.split(/^(?=@\w+)/m)
  const of = (/** @type {string} */ tag) =>
    tags
      .filter((part) => part.startsWith(`@${tag}`))
      .map((part) => part.slice(tag.length + 1).trim())
  const prose = (/** @type {string} */ part) => proseOf(part, context)
  return {
    text: prose(text.trim()),
    params: [
      ...of('param').map((param) => prose(param.replace(/^(\S+)/, '`$1`:'))),
      ...of('default').map((value) => prose(`Default: ${value}`)),
    ],
    throws: of('throws').map((part) => oneLine(prose(part))),
    sees: of('see').map(prose),
    examples: of('example'),
  }
}

/** Links resolved, and no tag of HTML by accident. @param {string} text @param {Context} context */
function proseOf(text, context) {
  const linked = text
    .replaceAll(/\{@link (\w+)(?:[ |]+([^}]*))?\}/g, (_, name, words) =>
      context.places.has(name) ? linkTo(name, context, words) : `\`${words ?? name}\``,
    )
    .replaceAll(/@default (\S+)/g, 'default $1')
  return withoutTags(linked)
}

/** What looks like a tag of HTML is text. @param {string} text */
function withoutTags(text) {
  return text
    .split(/(`` .*? ``|`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '\\<')))
    .join('')
}

/** @param {string} name @param {Pick<Context, 'page' | 'places'>} context @param {string} [words] */
function linkTo(name, { page, places }, words) {
  const place = places.get(name)
  const anchor = name.endsWith('Schema')
    ? 'schemas'
    : headingOf(name, { places }).toLowerCase().replace(' ', '-')
  return `[\`${words ?? name}\`](${place === page ? '' : `${place}.md`}#${anchor})`
}

/**
 * A type may differ from a function by its first letter only, and anchors know no case.
 *
 * @param {string} name @param {Pick<Context, 'places'>} context
 */
function headingOf(name, { places }) {
  const twin = name.charAt(0).toLowerCase() + name.slice(1)
  return twin !== name && places.get(twin) === places.get(name) ? `${name} type` : name
}

/** @param {string} text */
function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')
}

/** @param {string} code */
async function fenced(code) {
  const { code: pretty, errors } = await format(
    'x.d.ts',
    code.replaceAll(/^(function|class|const) /gm, 'declare $1 '),
    { printWidth: 100, semi: false, singleQuote: true },
  )
  if (errors.length > 0) throw new Error(`Cannot format: ${code}`)
  return `\`\`\`ts\n${pretty.trim().replaceAll(/^declare /gm, '')}\n\`\`\``
}

/** @template T, U @param {T[]} list @param {(one: T) => Promise<U>} make @returns {Promise<U[]>} */
function inOrder(list, make) {
  return Promise.all(list.map(make))
}

/**
 * The map of the documentation for language models: https://llmstxt.org.
 *
 * @param {{ description: string, repository: { url: string }, entries: string[], components: import('./componentDocs.ts').ComponentDocs[] }} input
 */
function llms({ description, repository, entries, components }) {
  // The package has no room for these pages.
  const online = `${repository.url.replace(/^git\+|\.git$/g, '')}/blob/main/${folder}`
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const guides = [...readme.matchAll(/^\| \[([^\]]+)\]\((docs\/[^)]+)\) \| (.*) \|$/gm)].map(
    ([, title, path, about]) => `- [${title}](${path}): ${about}`,
  )
  const reference = Object.entries(pages).map(
    ([page, { title, about }]) => `- [${title}](${online}/${page}.md): ${about}`,
  )
  const others = entries.map(
    (entry) =>
      `- [appmixer-react/${entry}](${online}/${entry}.md): ${(aboutEntries[entry] ?? '').replaceAll('](../', '](docs/')}`,
  )
  return `# appmixer-react

> ${description}

TypeScript, ESM. Every request goes through ky, every read and write through the app's own TanStack QueryClient.
Hooks return TanStack's results. Start with [the skill](skills/appmixer-react/SKILL.md) and [the README](README.md).
The reference is in the repository; an installed package has the same text as doc comments in dist/**/*.d.ts, and the
parts of the components as pages.

## Guides

${guides.join('\n')}

## Components, part by part

${components.map(({ name, summary }) => `- [${name}](${componentFolder}/${name}.md): ${summary}`).join('\n')}

## Reference

${[...reference, ...others].join('\n')}
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = await referenceFiles()
  const present = existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.md'))
        .map((file) => `${folder}/${file}`)
    : []
  const superfluous = present.filter((file) => !files.has(file))
  if (process.argv.includes('--check')) {
    const stale = [...files].filter(
      ([file, text]) =>
        !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== text,
    )
    const wrong = [...stale.map(([file]) => file), ...superfluous]
    if (wrong.length > 0)
      throw new Error(
        `Not of today: ${wrong.map((file) => basename(file)).join(', ')}. Run \`npm run reference\` and commit what it writes.`,
      )
    console.log(`The reference is of today: ${files.size} files.`)
  } else {
    mkdirSync(join(root, componentFolder), { recursive: true })
    for (const file of superfluous) rmSync(join(root, file))
    for (const [file, text] of files) writeFileSync(join(root, file), text)
  }
}
