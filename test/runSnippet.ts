import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as http from 'node:http'
import { dirname, join } from 'node:path'
import * as stream from 'node:stream'
import * as streams from 'node:stream/promises'
import * as query from '@tanstack/react-query'
import * as ky from 'ky'
import * as tanstackRouter from '@tanstack/react-router'
import * as testingLibrary from '@testing-library/react'
import * as userEvent from '@testing-library/user-event'
import * as mswNode from 'msw/node'
import * as react from 'react'
import * as jsx from 'react/jsx-runtime'
import * as router from 'react-router'
import * as vitest from 'vitest'
import * as zod from 'zod'
import * as zodMini from 'zod/mini'
import * as api from '../src/api.ts'
import * as csv from '../src/csv.ts'
import * as main from '../src/index.ts'
import * as msw from '../src/msw.ts'
import * as sandbox from '../src/sandbox/index.ts'
import * as schemas from '../src/schemas.ts'
import * as virtual from '../src/virtual.ts'
import * as testing from '../src/testing/index.ts'
import { pages, snippetsOf } from './snippets.ts'

const packages: Record<string, object> = {
  '@tanstack/react-router': tanstackRouter,
  '@testing-library/jest-dom/vitest': {},
  '@testing-library/react': testingLibrary,
  '@testing-library/user-event': userEvent,
  vitest,
  '@tanstack/react-query': query,
  ky,
  'msw/node': mswNode,
  react,
  'react/jsx-runtime': jsx,
  'react-router': router,
  zod,
  'zod/mini': zodMini,
  'appmixer-react': main,
  'appmixer-react/api': api,
  'appmixer-react/csv': csv,
  'appmixer-react/sandbox': sandbox,
  'appmixer-react/msw': msw,
  'appmixer-react/schemas': schemas,
  'appmixer-react/virtual': virtual,
  'node:fs': fs,
  'node:http': http,
  'node:stream': stream,
  'node:stream/promises': streams,
  'appmixer-react/testing': testing,
}

const { mkdirSync, readFileSync, rmSync, writeFileSync } = fs
const root = join(import.meta.dirname, '..')
const folder = join(root, 'node_modules/.cache/run')
let isBuilt = false

/** Runs an example of the documentation as it is printed; the result is what it exports. */
export function run(
  page: string,
  file: string,
  others: Record<string, object> = {},
): Record<string, any> {
  if (!isBuilt) build()
  isBuilt = true
  const code = readFileSync(join(folder, 'out', page, file.replace(/(\.tsx?)?$/, '.js')), 'utf8')
  const module = { exports: {} }
  const require = (name: string): object => {
    const found = packages[name] ?? others[name]
    if (found) return found
    if (name.startsWith('@/')) return run(page, name.slice(2), others)
    if (/^\.\.?\//.test(name)) return run(page, join(dirname(file), name), others)
    throw new Error(`${page}, ${file}: there is no ${name} to run it with.`)
  }
  // oxlint-disable-next-line typescript/no-implied-eval -- the example is ours
  new Function('module', 'exports', 'require', code)(module, module.exports, require)
  return module.exports
}

/** Types are taken out in another process: esbuild does not work where jsdom has replaced globals. */
function build(): void {
  rmSync(folder, { recursive: true, force: true })
  const named = pages.flatMap((page) =>
    snippetsOf(page).map(({ file, code }) => ({ file: join('in', page, file), code })),
  )
  for (const { file, code } of named) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), code)
  }
  const files = named.map(({ file }) => file).filter((file) => !/\d\.tsx?$/.test(file))
  const esbuild = join(root, 'node_modules/esbuild/bin/esbuild')
  const options = ['--outdir=out', '--outbase=in', '--format=cjs', '--jsx=automatic']
  execFileSync(process.execPath, [esbuild, ...files, ...options, '--log-level=warning'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
