/** Reads doc comments, types and objects out of the package's sources, so that docs pages cannot be out of date. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync, type ESTree } from 'vite'

export interface Member {
  name: string
  /** As it is written in the source. */
  type: string
  isOptional: boolean
  doc: Doc
}

export interface Doc {
  text: string
  default: string | undefined
}

export interface Source {
  text: string
  /** What a file exports by `export const` and `export function`. */
  exports: Declaration[]
  /** The same with what it keeps for itself. */
  declared: Declaration[]
  /** The members of an interface of this file, without those that it extends. */
  members(name: string): Member[]
  /** What an interface of this file extends, as it is written: `Omit<FlowsQuery, 'offset'>`. */
  parentsOf(name: string): string[]
  /** The text of each property of any object in the file: `getItemProps` for example. The last one wins. */
  properties: Map<string, string>
}

export interface Declaration {
  names: string[]
  doc: Doc
  /** The doc comment line by line, without stars. */
  comment: string
  text: string
  /** Of a function: all before its body. */
  head: string
}

const root = fileURLToPath(new URL('../', import.meta.url))

export function pathOf(file: string): string {
  return root + file
}

export function readText(file: string): string {
  return readFileSync(pathOf(file), 'utf8')
}

export function readSource(file: string): Source {
  const text = readText(file)
  const { program, comments } = parseSync(file, text)
  const blocks = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'))

  function commentOf({ start }: { start: number }): string {
    const comment = blocks.findLast(({ end }) => end <= start)
    const isAbove = comment && text.slice(comment.end, start).trim() === ''
    return isAbove ? withoutStars(comment.value) : ''
  }

  const docOf = (node: { start: number }): Doc => parseDoc(commentOf(node))
  const exports: Declaration[] = []
  const declared: Declaration[] = []
  const parents = new Map<string, string[]>()
  const interfaces = new Map<string, Member[]>()
  for (const statement of program.body) {
    const node =
      statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? statement) : statement
    const slice = text.slice(node.start, node.end)
    if (node.type === 'TSInterfaceDeclaration') {
      parents.set(
        node.id.name,
        node.extends.map(({ start, end }) => text.slice(start, end).replaceAll(/\s+/g, ' ')),
      )
      interfaces.set(
        node.id.name,
        node.body.body.flatMap((member) => memberOf(member)),
      )
      continue
    }
    const names =
      node.type === 'VariableDeclaration'
        ? node.declarations.flatMap(({ id }) => namesIn(id))
        : node.type === 'FunctionDeclaration' && node.id
          ? [node.id.name]
          : []
    if (names.length > 0) {
      const body = node.type === 'FunctionDeclaration' ? node.body : undefined
      declared.push({
        names,
        doc: docOf(statement),
        comment: commentOf(statement),
        text: slice,
        head: text.slice(node.start, body?.start ?? node.end).trim(),
      })
    }
    if (names.length > 0 && node !== statement) exports.push(declared.at(-1)!)
    // `export { StoreButton as Store }`
    if (node.type !== 'ExportNamedDeclaration') continue
    for (const { local, exported } of node.specifiers) {
      const found = declared.find((each) => each.names.includes(nameOf(local)))
      if (found) exports.push({ ...found, names: [nameOf(exported)] })
    }
  }

  function memberOf(member: ESTree.TSSignature): Member[] {
    if (member.type === 'TSPropertySignature' && member.key.type === 'Identifier') {
      const annotation = member.typeAnnotation?.typeAnnotation
      const type = annotation ? text.slice(annotation.start, annotation.end) : 'unknown'
      return [
        {
          name: member.key.name,
          type: type.replace(/\s*\|\s*undefined$/, '').replaceAll(/\s+/g, ' '),
          isOptional: member.optional ?? false,
          doc: docOf(member),
        },
      ]
    }
    if (member.type === 'TSMethodSignature' && member.key.type === 'Identifier') {
      const type = text.slice(member.start, member.end)
      return [{ name: member.key.name, type, isOptional: false, doc: docOf(member) }]
    }
    return []
  }

  const properties = new Map<string, string>()
  const variables = new Map<string, AnyNode>()
  visit(program, (node) => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init) {
      variables.set(node.id.name as string, node.init)
    }
    if (node.type !== 'Property' || node.key?.type !== 'Identifier') return
    // `{ dateTime }` is the variable of this name.
    const value = node.shorthand
      ? variables.get(node.key.name as string)
      : node.method
        ? node
        : node.value
    if (!value) return
    properties.set(node.key.name as string, text.slice(value.start, value.end))
  })
  return {
    text,
    exports,
    declared,
    members: (name) => interfaces.get(name) ?? [],
    parentsOf: (name) => parents.get(name) ?? [],
    properties,
  }
}

function nameOf(name: ESTree.ModuleExportName): string {
  return name.type === 'Literal' ? name.value : name.name
}

function namesIn(pattern: ESTree.BindingPattern): string[] {
  if (pattern.type === 'Identifier') return [pattern.name]
  if (pattern.type !== 'ObjectPattern') return []
  return pattern.properties.flatMap((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' ? [property.key.name] : [],
  )
}

function withoutStars(comment: string): string {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*+ ?/, ''))
  return lines.join('\n').trim()
}

function parseDoc(comment: string): Doc {
  const whole = comment.replaceAll(/\s+/g, ' ').trim()
  const [text = '', ...tags] = whole.split(/\s?@(?=default|example|throws|see)/)
  const found = tags.find((tag) => tag.startsWith('default'))?.slice('default'.length)
  return {
    // `{@link FlowListState.confirming}` is read as code.
    text: text.replaceAll(/\{@link ([^}]*)\}/g, '`$1`').trim(),
    default: found?.trim() ?? /Default: (.+?)\.?$/.exec(text)?.[1],
  }
}

type AnyNode = { type: string; start: number; end: number; [field: string]: any }

function visit(node: unknown, see: (node: AnyNode) => void): void {
  if (Array.isArray(node)) node.forEach((each) => visit(each, see))
  else if (node !== null && typeof node === 'object') {
    if ('type' in node) see(node as AnyNode)
    Object.values(node).forEach((each) => visit(each, see))
  }
}
