import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { expect, it } from 'vitest'

const sheet = readFileSync(new URL('../src/starter.css', import.meta.url), 'utf8')
const rules = sheet.replaceAll(/\/\*[\s\S]*?\*\//g, '')

it('weighs at most 5 KiB over the wire', () => {
  expect(gzipSync(sheet).length).toBeLessThanOrEqual(5 * 1024)
})

it('lets any rule of the application win, because all of it is in one layer', () => {
  expect(rules.trim()).toMatch(/^@layer appmixer \{[\s\S]*\}$/)
})

it('styles parts and their states only, never a class, an id or a bare element', () => {
  const selectors = [...rules.matchAll(/([^{};]+)\{/g)].map(([, selector = '']) => selector.trim())
  const ordinary = selectors.filter(
    (selector) => !selector.startsWith('@') && !/^(:root|to|from|\d+%)$/.test(selector),
  )
  expect(ordinary.filter((selector) => !selector.includes('data-part'))).toEqual([])
  expect(ordinary.filter((selector) => /(^|[\s>(])[.#]\w/.test(selector))).toEqual([])
})

it('knows sides of text, not left and right, so that it mirrors by itself', () => {
  expect(rules).not.toMatch(/\b(left|right|margin-top|padding-bottom)\b/)
})

it('has an answer to the dark, to forced colours and to reduced motion', () => {
  expect(rules).toContain('light-dark(')
  expect(rules).toContain('@media (forced-colors: active)')
  expect(rules).toContain('@media (prefers-reduced-motion: reduce)')
})

it('keeps its colours in a build that rewrites light-dark() for older browsers', async () => {
  const css = fileURLToPath(new URL('../src/starter.css', import.meta.url))
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, rolldownOptions: { input: css } },
  })) as Rolldown.RolldownOutput
  const [built] = output.filter(({ fileName }) => fileName.endsWith('.css'))
  const text = built?.type === 'asset' ? String(built.source) : ''
  const used = new Set(text.match(/var\((--lightningcss-\w+)/g))
  expect(used.size).toBe(2)
  expect(text).toMatch(/:root\{[^}]*--lightningcss-light:initial/)
})
