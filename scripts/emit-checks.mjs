/**
 * Writes src/<resource>/checks.ts from src/<resource>/schema.ts: each schema as a plain function, so that no zod
 * is loaded. `npm run checks` writes the files; test/checks.test.ts keeps them fresh.
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
 * The text of checks.ts: a function for each schema that an endpoint answers, and for what is in it.
 *
 * @param {string} resource
 * @param {Record<string, any>} module what schema.ts exports, `flowSchema` and the like
 */
export async function emitChecks(resource, module) {
  const endpoints = readFileSync(join(source, resource, 'endpoints.ts'), 'utf8')
  const names = new Map(
    Object.entries(module)
      .filter(([name]) => name.endsWith('Schema'))
      .map(([name, schema]) => [schema, capitalized(name.slice(0, -'Schema'.length))]),
  )
  const file = new File(names)
  for (const [schema, name] of names) {
    if (new RegExp(`\\bis${name}\\b`).test(endpoints)) file.check(schema)
  }
  const functions = [...file.functions.values()].map(({ text }) => text)
  const lines = [
    '// Emitted from schema.ts by `npm run checks`. Change that one.',
    `import { ${[...file.helpers].toSorted().join(', ')} } from '../client/checks.ts'`,
    `import type { ${[...file.types].toSorted().join(', ')} } from './types.ts'`,
    ...functions.map((text) => `\n${text}`),
    '',
  ]
  return (await format('checks.ts', lines.join('\n'), style)).code
}

class File {
  /** What it imports from client/checks.ts. @type {Set<string>} */
  helpers = new Set()
  /** The types that it imports. @type {Set<string>} */
  types = new Set()
  /** By schema. @type {Map<Schema, { name: string, text: string }>} */
  functions = new Map()
  /** The schemas that schema.ts exports. @type {Map<Schema, string>} */
  #names

  /** @param {Map<Schema, string>} names */
  constructor(names) {
    this.#names = names
  }

  /** The check of what an endpoint answers. @param {Schema} schema */
  check(schema) {
    const name = this.#test(schema, '')
    const entry = this.functions.get(schema)
    if (!entry) throw new Error(`${name} is no check of this file`)
    entry.text = `export ${entry.text}`
  }

  /** The name of the function that tests a value. @param {Schema} schema @param {string} path @returns {string} */
  #test(schema, path) {
    const helper = helperFor(schema)
    return helper ? this.#helper(helper) : this.#own(schema, path)
  }

  /** One in this file, written when it is asked for first. @param {Schema} schema @param {string} path */
  #own(schema, path) {
    const known = this.functions.get(schema)
    if (known) return known.name
    const own = this.#names.get(schema)
    const name = `is${own ?? path}`
    const entry = { name, text: '' }
    this.functions.set(schema, entry)
    const predicate = own === undefined ? 'boolean' : `value is ${this.#type(schema)}`
    const conditions = this.#conditions(schema, own ?? path)
    entry.text = [
      `function ${name}(value: unknown): ${predicate} {`,
      `  return (${conditions.join(' && ')})`,
      '}',
    ].join('\n')
    return name
  }

  /** What must hold for `value`, all of it. @param {Schema} schema @param {string} path */
  #conditions(schema, path) {
    const def = definitionOf(schema)
    if (def.type !== 'object') return [this.#condition(schema, 'value', path)]
    if (!isA('unknown', def.catchall)) throw new Error(`${path} is not loose`)
    const base = this.#baseOf(schema)
    const inherited = base ? definitionOf(base).shape : {}
    const fields = Object.entries(def.shape)
      .filter(([key]) => !(key in inherited))
      .map(([key, field]) =>
        this.#condition(field, `value${access(key)}`, `${path}${capitalized(key)}`),
      )
    const kind = `${this.#helper('isRecord')}(value)`
    const kinds = base ? [kind, `${this.#own(base, path)}(value)`] : [kind]
    return [...kinds, ...fields.filter((condition) => condition !== 'true')]
  }

  /** The exported schema that this one extends: its very fields are all here. @param {Schema} schema */
  #baseOf(schema) {
    const { shape } = definitionOf(schema)
    return [...this.#names.keys()].find((other) => {
      const def = definitionOf(other)
      if (other === schema || def.type !== 'object') return false
      return Object.entries(def.shape).every(([key, field]) => shape[key] === field)
    })
  }

  /** What must hold for one place. @param {Schema} schema @param {string} at @param {string} path @returns {string} */
  #condition(schema, at, path) {
    const alternatives = this.#alternatives(schema, at, path)
    if (alternatives.includes('true')) return 'true'
    return alternatives.length > 1 ? `(${alternatives.join(' || ')})` : alternatives.join('')
  }

  /** Of which one must hold. @param {Schema} schema @param {string} at @param {string} path @returns {string[]} */
  #alternatives(schema, at, path) {
    const def = definitionOf(schema)
    const helper = helperFor(schema)
    if (helper) return [`${this.#helper(helper)}(${at})`]
    switch (def.type) {
      case 'unknown':
        return ['true']
      case 'optional':
        return this.#absentOr(def.innerType, at, path)
      case 'union':
        return toldApart(def.options).flatMap((option) => this.#alternatives(option, at, path))
      case 'array':
        return [`${this.#helper('listOf')}(${at}, ${this.#test(def.element, `${path}Item`)})`]
      case 'record':
        return [`${this.#helper('recordOf')}(${at}, ${this.#test(def.valueType, `${path}Item`)})`]
      case 'object':
        return [`${this.#own(schema, path)}(${at})`]
      default:
        throw new Error(`${path} is a ${def.type}, for which no check can be emitted yet`)
    }
  }

  /** `null` in an optional field means absent. @param {Schema} schema @param {string} at @param {string} path */
  #absentOr(schema, at, path) {
    if (isA('unknown', schema)) return ['true']
    if (!isA('nullable', schema)) throw new Error(`${path} is optional, so it must be nullish`)
    const inner = definitionOf(schema).innerType
    if (isA('string', inner)) return [`${this.#helper('optionalText')}(${at})`]
    return [`${at} == null`, ...this.#alternatives(inner, at, path)]
  }

  /** @param {string} name */
  #helper(name) {
    this.helpers.add(name)
    return name
  }

  /** @param {Schema} schema @returns {string} */
  #type(schema) {
    const def = definitionOf(schema)
    if (def.type === 'array') return `${this.#type(def.element)}[]`
    const name = /** @type {string} */ (this.#names.get(schema))
    this.types.add(name)
    return name
  }
}

/** The helper that tests it, if one does. @param {Schema} schema */
function helperFor(schema) {
  const def = definitionOf(schema)
  switch (def.type) {
    case 'string':
      return 'isText'
    case 'boolean':
      return 'isBoolean'
    case 'number':
      return 'isNumber'
    case 'array':
      return isA('string', def.element) ? 'isTexts' : undefined
    case 'record':
      return isA('unknown', def.valueType) ? 'isRecord' : undefined
    default:
      return undefined
  }
}

/**
 * Alternatives that differ in kind, an object last: when none fits it is clear which one was meant, and a check that
 * refuses has last read the place that is wrong in that one.
 *
 * @param {Schema[]} options
 */
function toldApart(options) {
  const types = options.map((option) => definitionOf(option).type)
  const kinds = new Set(types.map((type) => (type === 'object' ? 'record' : type)))
  const object = types.indexOf('object')
  if (kinds.size < types.length || (object >= 0 && object < types.length - 1)) {
    throw new Error(`No check can be emitted for one of ${types.join(', ')}`)
  }
  return options
}

/** @param {string} type @param {Schema} schema */
function isA(type, schema) {
  return definitionOf(schema).type === type
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
