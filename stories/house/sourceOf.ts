/** One function of a file, what else of the file it uses, and the imports of both. */
export function sourceOf(file: string, name: string): string {
  // Only what begins a declaration stands at the margin below an empty line.
  const declarations = new Map(
    file.split(/\n\n(?=\S)/).flatMap((text) => {
      const [, declared] = /^(?:async )?(?:function|const|interface) (\w+)/m.exec(text) ?? []
      return declared ? [[declared, text.trim()] as const] : []
    }),
  )
  const needed = new Set<string>()
  function need(each: string): void {
    const text = declarations.get(each)
    if (text === undefined || needed.has(each)) return
    needed.add(each)
    for (const [word] of text.matchAll(/\w+/g)) need(word)
  }
  need(name)
  const code = [...declarations].flatMap(([each, text]) => (needed.has(each) ? text : []))
  return [importsFor(code.join('\n'), file), ...code].join('\n\n').trim()
}

function importsFor(code: string, file: string): string {
  const words = new Set(code.match(/\w+/g))
  const imports = file.matchAll(/^import (?:\{([^}]*)\}|\* as (\w+)|(\w+)) from ('[^']+')$/gm)
  const used = [...imports].flatMap(([line, names, namespace, byDefault, from = '']) => {
    if (/storybook|\?raw/.test(from)) return []
    if (!names) return words.has(namespace ?? byDefault ?? '') ? line : []
    const kept = names.split(',').filter((each) => words.has(each.trim().split(' ').at(-1)!))
    const list = kept.map((each) => each.trim())
    const short = `import { ${list.join(', ')} } from ${from}`
    if (short.length <= 100) return list.length > 0 ? short : []
    return `import {\n  ${list.join(',\n  ')},\n} from ${from}`
  })
  return used.join('\n')
}
