/** A string, another value, or a mark, after the space before it. */
const token =
  // oxlint-disable-next-line no-control-regex -- a string of JSON may not have them.
  /[ \t\r\n]*(?:("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([[\]{},:]))/y

export interface JsonLines {
  /** The line in which the text stops being JSON; `undefined` when all of it is. */
  broken: number | undefined
  /** The line in which each item of the outermost list begins. */
  items: number[]
}

/** Where things are in a JSON text, from line 1. What browsers say about it is different in each, or nothing. */
export function linesOfJson(text: string): JsonLines {
  const reader = new RegExp(token)
  const open: string[] = []
  const items: number[] = []
  const value = 'sv[{'
  let allowed = value
  let isKey = false
  let line = 1
  let counted = 0

  /** Lines are counted once, on the way. */
  function lineAt(place: number): number {
    for (
      let at = text.indexOf('\n', counted);
      at >= 0 && at < place;
      at = text.indexOf('\n', at + 1)
    ) {
      line++
      counted = at + 1
    }
    return line
  }

  for (let start = 0; ; start = reader.lastIndex) {
    reader.lastIndex = start
    const found = reader.exec(text)
    const [, string, other, mark] = found ?? []
    const kind = string !== undefined ? 's' : other !== undefined ? 'v' : (mark ?? '')
    if (kind === '' || !allowed.includes(kind)) {
      const place = start + /^[ \t\r\n]*/.exec(text.slice(start))![0].length
      const isEnd = place === text.length
      return { broken: isEnd && allowed === '' ? undefined : lineAt(isEnd ? start : place), items }
    }
    const isItem = open.length === 1 && open[0] === '[' && value.includes(kind)
    if (isItem) items.push(lineAt(reader.lastIndex - (string ?? other ?? mark)!.length))
    if (kind === '[' || kind === '{') open.push(kind)
    else if (kind === ']' || kind === '}') open.pop()
    const inObject = open.at(-1) === '{'
    if (kind === '[') allowed = `${value}]`
    else if (kind === '{') allowed = 's}'
    else if (kind === ',') allowed = inObject ? 's' : value
    else if (kind === ':') allowed = value
    else if (isKey && kind === 's') allowed = ':'
    else allowed = open.length === 0 ? '' : inObject ? ',}' : ',]'
    isKey = inObject && (kind === '{' || kind === ',')
  }
}
