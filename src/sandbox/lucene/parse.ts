import { Boom } from '../boom.ts'

/** A parsed query. `field` is unset where the query names none: then any field will do. */
export type LuceneNode =
  | { kind: 'all' }
  | { kind: 'exists'; field: string }
  | { kind: 'term'; field: string | undefined; text: string; like: RegExp | undefined }
  | { kind: 'range'; field: string | undefined; low: Bound | undefined; high: Bound | undefined }
  | { kind: 'clauses'; must: LuceneNode[]; should: LuceneNode[]; not: LuceneNode[] }

export interface Bound {
  text: string
  included: boolean
}

type Occurrence = 'must' | 'should' | 'not'

interface Clause {
  node: LuceneNode
  occurrence: Occurrence
}

/**
 * The part of Lucene's syntax that the sandbox understands: fields, phrases, wildcards, ranges, `>` and `<`,
 * parentheses, AND, OR, NOT, `+`, `-`. As in Lucene, AND and OR have no precedence: `a OR b AND c` is `a +b +c`.
 * Boosts and fuzziness are read and ignored; regular expressions are refused.
 *
 * No library reads it as a server does: liqe 3.8 refuses dates in ranges, `+`, `!`, `&&`, escapes and groups of a field,
 * gives AND precedence, and tries `eval`; lucene 2.1 accepts `a AND` and `(a OR)`, refuses dates in quotes, and reads
 * `!port:out` as a field called `!port`.
 *
 * @throws Boom 400 for anything else
 */
export function parseLucene(query: string): LuceneNode {
  const parser = new Parser(query)
  const node = parser.clauses(undefined)
  parser.end()
  return node
}

/** How deep parentheses may be nested. */
const mostLevels = 100

class Parser {
  #at = 0
  #level = 0
  readonly #query: string

  constructor(query: string) {
    this.#query = query
  }

  clauses(field: string | undefined): LuceneNode {
    const clauses: Clause[] = []
    while (!this.#isAtEnd() && this.#peek() !== ')') {
      const joint = this.#take(/(AND|&&|OR|\|\|)(?=[\s()"+!-]|$)/y)
      if (joint && clauses.length === 0) this.#fail()
      this.#skipSpace()
      const sign = this.#take(/\+|-|!|NOT(?=[\s()]|$)/y)
      this.#skipSpace()
      this.#add(clauses, joint, sign, this.#clause(field))
    }
    const of = (wanted: Occurrence) =>
      clauses.filter(({ occurrence }) => occurrence === wanted).map(({ node }) => node)
    return { kind: 'clauses', must: of('must'), should: of('should'), not: of('not') }
  }

  end(): void {
    if (!this.#isAtEnd()) this.#fail()
  }

  #add(clauses: Clause[], joint: string, sign: string, node: LuceneNode): void {
    const isAnd = joint === 'AND' || joint === '&&'
    const before = clauses.at(-1)
    if (isAnd && before?.occurrence === 'should') before.occurrence = 'must'
    const isNot = sign === '-' || sign === '!' || sign === 'NOT'
    clauses.push({ node, occurrence: isNot ? 'not' : isAnd || sign === '+' ? 'must' : 'should' })
  }

  #clause(field: string | undefined): LuceneNode {
    const char = this.#peek()
    if (char === '(') return this.#group(field)
    if (char === '"') return this.#phrase(field)
    if (char === '[' || char === '{') return this.#range(field)
    const comparison = field === undefined ? '' : this.#take(/[<>]=?/y)
    const { text, like } = this.#word()
    this.#take(/[~^][\d.]*/y)
    if (comparison) return this.#comparison(field, comparison, text)
    if (this.#take(/:\s*/y)) {
      if (field !== undefined) this.#fail()
      return this.#clause(text)
    }
    if (field === '_exists_') return { kind: 'exists', field: text }
    if (like?.source === '^.*$') {
      return field === undefined || field === '*' ? { kind: 'all' } : { kind: 'exists', field }
    }
    return { kind: 'term', field, text, like }
  }

  #group(field: string | undefined): LuceneNode {
    this.#at++
    if (++this.#level > mostLevels) this.#fail(`It is nested deeper than ${mostLevels} levels.`)
    const node = this.clauses(field)
    if (this.#peek() !== ')') this.#fail()
    this.#at++
    this.#level--
    this.#take(/\^[\d.]*/y)
    return node
  }

  #phrase(field: string | undefined): LuceneNode {
    const text = this.#quoted()
    this.#take(/[~^][\d.]*/y)
    return { kind: 'term', field, text, like: undefined }
  }

  #range(field: string | undefined): LuceneNode {
    const opening = this.#take(/[[{]/y)
    const low = this.#end(/[^\s"]+/y)
    if (!this.#take(/\s+TO\s+/y)) this.#fail()
    const high = this.#end(/[^\s"\]}]+/y)
    this.#skipSpace()
    const closing = this.#take(/[\]}]/y) || this.#fail()
    return {
      kind: 'range',
      field,
      low: low === '*' ? undefined : { text: low, included: opening === '[' },
      high: high === '*' ? undefined : { text: high, included: closing === ']' },
    }
  }

  #end(bare: RegExp): string {
    this.#skipSpace()
    if (this.#peek() === '"') return this.#quoted()
    return this.#take(bare).replace(/\\(.)/g, '$1') || this.#fail()
  }

  #comparison(field: string | undefined, sign: string, text: string): LuceneNode {
    const bound = { text, included: sign.endsWith('=') }
    const [low, high] = sign.startsWith('>') ? [bound, undefined] : [undefined, bound]
    return { kind: 'range', field, low, high }
  }

  #quoted(): string {
    const text = this.#take(/"(?:[^"\\]|\\[^])*"/y) || this.#fail()
    return text.slice(1, -1).replace(/\\([^])/g, '$1')
  }

  /** A term, with a pattern beside it when it has wildcards that are not escaped. */
  #word(): { text: string; like: RegExp | undefined } {
    if (this.#peek() === '/') this.#fail('The sandbox does not know regular expressions.')
    const raw = this.#take(/(?:\\[^]|[^\s"()[\]{}:~^\\])+/y)
    // Operators are no terms, as in Lucene; escaped ones are.
    if (/^$|^[+\-!]|^(AND|OR|NOT|&&|\|\|)$/.test(raw)) this.#fail()
    const parts = raw.match(/\\[^]|[^]/gu) ?? []
    const text = parts.map((part) => part.replace(/^\\([^])/u, '$1'))
    const hasWildcard = parts.some((part) => part === '*' || part === '?')
    const source = parts.map((part, index) => wildcards[part] ?? escaped(text[index]!))
    return {
      text: text.join(''),
      like: hasWildcard ? new RegExp(`^${source.join('')}$`, 'isu') : undefined,
    }
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const [text = ''] = pattern.exec(this.#query) ?? []
    this.#at += text.length
    return text
  }

  #peek(): string | undefined {
    return this.#query[this.#at]
  }

  #isAtEnd(): boolean {
    this.#skipSpace()
    return this.#at >= this.#query.length
  }

  #skipSpace(): void {
    this.#take(/\s+/y)
  }

  #fail(reason = ''): never {
    throw new Boom(400, `Failed to parse query [${this.#query}]. ${reason}`.trim())
  }
}

const wildcards: Record<string, string> = { '*': '.*', '?': '.' }

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
