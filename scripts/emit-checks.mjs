/**
 * Writes src/<resource>/checks.ts from src/<resource>/schema.ts: each schema as a plain function, so that no zod runs,
 * or is loaded, as long as answers fit. `npm run checks` writes the files; test/checks.test.ts keeps them fresh.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format } from 'oxfmt'
import { runnerImport } from 'vite'

/** @typedef {import('zod/mini').ZodMiniType} Schema */

const source = fileURLToPath(new URL('../src', import.meta.url))
const style = JSON.parse(readFileSync(new URL('../.oxfmtrc.json', import.meta.url), 'utf8'))

/** The folders that have a schema of answers. */
export function resources() {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('/schema.ts') && file !== 'client/schema.ts')
    .map((file) => file.slice(0, -'/schema.ts'.length))
    .toSorted()
}

/**
 * The text of checks.ts: a function for each schema, a shape for each that an endpoint answers.
 *
 * @param {string} resource
 * @param {Record<string, any>} module what schema.ts exports, `flowSchema` and the like
 */
export async function emitChecks(resource, module) {
  const endpoints = readFileSync(join(source, resource, 'endpoints.ts'), 'utf8')
  const schemas = Object.entries(module)
    .filter(([name]) => name.endsWith('Schema'))
    .map(([name, schema]) => ({ name: name.slice(0, -'Schema'.length), schema }))
  const answers = schemas.filter(({ name }) => endpoints.includes(`${name}Shape`))
  const file = new File(schemas)
  const shapes = answers.map(({ name, schema }) => file.shape(name, schema))
  const functions = [...file.functions.values()].map(({ text }) => text)
  const types = [...file.types].toSorted()
  const lines = [
    '// Emitted from schema.ts by `npm run checks`. Change that one.',
    `import type { Shape } from '../client/shape.ts'`,
    ...(functions.some((text) => text.includes('isRecord('))
      ? [`import { isRecord } from '../client/shapes.ts'`]
      : []),
    `import type { ${types.join(', ')} } from './types.ts'`,
    ...shapes.map((text) => `\n${text}`),
    ...functions.map((text) => `\n${text}`),
    '',
  ]
  return (await format('checks.ts', lines.join('\n'), style)).code
}

class File {
  /** The types that it imports. @type {Set<string>} */
  types = new Set()
  /** By schema. @type {Map<Schema, { name: string, text: string }>} */
  functions = new Map()
  /** @type {Map<Schema, string>} */
  #names

  /** @param {{ name: string, schema: Schema }[]} schemas */
  constructor(schemas) {
    this.#names = new Map(schemas.map(({ name, schema }) => [schema, name]))
  }

  /** @param {string} name @param {Schema} schema */
  shape(name, schema) {
    return [
      `export const ${name}Shape: Shape<${this.#type(schema)}> = {`,
      `  fits: ${this.#function(schema, name)},`,
      `  schema: () => import('./schema.ts').then((schemas) => schemas.${name}Schema),`,
      '}',
    ].join('\n')
  }

  /** The name of the function that checks it; written when it is asked for first. @param {Schema} schema @param {string} path */
  #function(schema, path) {
    const known = this.functions.get(schema)
    if (known) return known.name
    const own = this.#names.get(schema)
    const name = `is${capitalized(own ?? path)}`
    const entry = { name, text: '' }
    this.functions.set(schema, entry)
    const predicate = own === undefined ? 'boolean' : `value is ${this.#type(schema)}`
    const conditions = this.#conditions(schema, own ?? path)
    entry.text = [
      `function ${name}(value: unknown): ${predicate} {`,
      ...(conditions.length === 1
        ? [`  return ${conditions[0]}`]
        : ['  return (', ...joined(conditions), '  )']),
      '}',
    ].join('\n')
    return name
  }

  /** @param {Schema} schema @returns {string} */
  #type(schema) {
    const def = definitionOf(schema)
    if (def.type === 'array') return `${this.#type(def.element)}[]`
    const name = capitalized(/** @type {string} */ (this.#names.get(schema)))
    this.types.add(name)
    return name
  }

  /** What must hold for `value`, all of it. @param {Schema} schema @param {string} path @returns {string[]} */
  #conditions(schema, path) {
    const def = definitionOf(schema)
    if (def.type !== 'object') return [this.#condition(schema, 'value', path)]
    if (definitionOf(def.catchall).type !== 'unknown') throw new Error(`${path} is not loose`)
    const fields = Object.entries(def.shape).map(([key, field]) =>
      this.#condition(field, `value${access(key)}`, `${path}${capitalized(key)}`),
    )
    return ['isRecord(value)', ...fields.filter((condition) => condition !== 'true')]
  }

  /** What must hold for one place. @param {Schema} schema @param {string} at @param {string} path @returns {string} */
  #condition(schema, at, path) {
    const alternatives = [...new Set(this.#alternatives(schema, at, path))]
    if (alternatives.includes('true')) return 'true'
    return alternatives.length > 1 ? `(${alternatives.join(' || ')})` : alternatives.join('')
  }

  /** Of which one must hold. @param {Schema} schema @param {string} at @param {string} path @returns {string[]} */
  #alternatives(schema, at, path) {
    const def = definitionOf(schema)
    switch (def.type) {
      case 'unknown':
        return ['true']
      case 'string':
      case 'boolean':
        return [`typeof ${at} === '${def.type}'`]
      case 'number':
        return [`Number.isFinite(${at})`]
      case 'optional':
        return [`${at} === undefined`, ...this.#alternatives(def.innerType, at, path)]
      case 'nullable':
        return [`${at} === null`, ...this.#alternatives(def.innerType, at, path)]
      case 'union':
        return def.options.flatMap((/** @type {Schema} */ option) =>
          this.#alternatives(option, at, path),
        )
      case 'array':
        return [`(Array.isArray(${at}) && ${at}.every(${this.#callback(def.element, at, path)}))`]
      case 'record': {
        const each = this.#callback(def.valueType, at, path)
        if (each === '() => true') return [`isRecord(${at})`]
        return [`(isRecord(${at}) && Object.values(${at}).every(${each}))`]
      }
      case 'object':
        return [`${this.#function(schema, path)}(${at})`]
      default:
        throw new Error(`${path} is a ${def.type}, for which no check can be emitted yet`)
    }
  }

  /** A function that checks each of many. @param {Schema} schema @param {string} at @param {string} path */
  #callback(schema, at, path) {
    if (definitionOf(schema).type === 'object') return this.#function(schema, path)
    const item = at === 'item' ? 'part' : 'item'
    const condition = this.#condition(schema, item, path)
    return condition === 'true' ? '() => true' : `(${item}) => ${condition}`
  }
}

/**
 * What zod keeps about a schema. One that does more than checking kinds would be emitted wrongly, so it is refused.
 *
 * @param {Schema} schema
 * @returns {any}
 */
function definitionOf(schema) {
  const def = /** @type {any} */ (schema._zod.def)
  if (def.checks?.length || def.format || def.coerce) {
    throw new Error(`A ${def.type} with conditions: no check can be emitted yet`)
  }
  return def
}

/** @param {string[]} conditions */
function joined(conditions) {
  return conditions.map(
    (condition, i) => `    ${condition}${i < conditions.length - 1 ? ' &&' : ''}`,
  )
}

/** @param {string} key */
function access(key) {
  return /^\w+$/.test(key) ? `.${key}` : `['${key}']`
}

/** @param {string} text */
function capitalized(text) {
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\W/g, '')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const resource of resources()) {
    const { module } = await runnerImport(join(source, resource, 'schema.ts'))
    writeFileSync(join(source, resource, 'checks.ts'), await emitChecks(resource, module))
  }
}
