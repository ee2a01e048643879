import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const folder = 'node_modules/.cache/snippets'

/** Every page of the documentation, by its path in the repository. */
export const pages: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'skills/appmixer-react/SKILL.md',
  ...markdownIn('docs'),
]

/** The pages that `npm run reference` writes. Their examples are fragments, so they are not compiled. */
export const writtenPages: readonly string[] = [
  'llms.txt',
  ...markdownIn('docs/reference'),
  ...markdownIn('docs/reference/components'),
]

function markdownIn(folder: string): string[] {
  const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.md'))
  return files.map((file) => `${folder}/${file}`)
}

export function readPage(page: string): string {
  return readFileSync(join(root, page), 'utf8')
}

/** One example of a page. */
export interface Snippet {
  /** The file that its first line names, `// src/App.tsx`; else its number on the page. */
  file: string
  kind: 'ts' | 'tsx'
  code: string
}

/** The TypeScript on a page, in order. */
export function snippetsOf(page: string): Snippet[] {
  const blocks = readPage(page).matchAll(/^```(tsx?)\n(.*?)^```/gms)
  return [...blocks].map(([, kind, code = ''], index) => ({
    file: /^\/\/ (\S+\.tsx?)\n/.exec(code)?.[1] ?? `${index + 1}.${kind}`,
    kind: kind as Snippet['kind'],
    code,
  }))
}

let compiled: Promise<string[]> | undefined

/** What the compiler says about the examples of a page. Examples of one page can import each other. */
export async function complaintsAbout(page: string): Promise<string> {
  compiled ??= compileAll()
  return (await compiled).filter((line) => line.startsWith(`${folder}/${page}/`)).join('\n')
}

async function compileAll(): Promise<string[]> {
  await rm(join(root, folder), { recursive: true, force: true })
  await write('tsconfig.json', JSON.stringify(config))
  await write('globals.d.ts', await globals())
  await write('modules.d.ts', notInstalled)
  for (const page of pages) {
    for (const { file, code } of snippetsOf(page)) await write(`${page}/${file}`, moduleOf(code))
  }
  return compile()
}

async function write(file: string, text: string): Promise<void> {
  const path = join(root, folder, file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

function compile(): Promise<string[]> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [compiler, '-p', folder], { cwd: root }, (error, stdout) => {
      if (error && !stdout) reject(error)
      else resolve(stdout.split('\n').filter(Boolean))
    })
  })
}

const config = {
  extends: '../../../tsconfig.json',
  compilerOptions: {
    paths: {
      // The alias that Next.js makes.
      '@/*': ['ts', 'tsx'].map((kind) => join(root, folder, `docs/frameworks.md/*.${kind}`)),
      'appmixer-react': [join(root, 'src/index.ts')],
      'appmixer-react/api': [join(root, 'src/api.ts')],
      'appmixer-react/csv': [join(root, 'src/csv.ts')],
      'appmixer-react/virtual': [join(root, 'src/virtual.ts')],
      'appmixer-react/testing': [join(root, 'src/testing/index.ts')],
      'appmixer-react/msw': [join(root, 'src/msw.ts')],
      'appmixer-react/sandbox': [join(root, 'src/sandbox/index.ts')],
      'appmixer-react/schemas': [join(root, 'src/schemas.ts')],
    },
  },
  include: ['.'],
  exclude: [],
}

/** What short examples take for granted: the names of the reader's own application. */
const ofTheReader = `
  const baseUrl: string, token: string, accessToken: string, userId: string
  const flowId: string, taskId: string, storeId: string, accountId: string
  const selected: string[]
  const sandbox: import('appmixer-react/sandbox').Sandbox
  const getToken: import('appmixer-react').GetToken
  const client: import('appmixer-react').AppmixerClient
  const queryClient: import('@tanstack/react-query').QueryClient
  const Automations: () => null
  const toast: (sentence: string) => void, traceId: () => string
  const Appmixer: new (options: { baseUrl: string; accessToken: string }) => { api: { getFlows(query: object): Promise<unknown[]> } }
`

/** Packages that examples use and this repository does not install, as far as they are used. */
const notInstalled = `
declare module 'next/navigation' {
  export function redirect(path: string): never
}
declare module 'next/headers' {
  export function cookies(): Promise<{ get(name: string): { value: string } | undefined }>
}
declare module '@playwright/test' {
  export * from 'playwright/test'
}
declare module '@tanstack/react-query-persist-client' {
  export const PersistQueryClientProvider: (props: {
    client: import('@tanstack/react-query').QueryClient
    persistOptions: {
      persister: import('@tanstack/query-async-storage-persister').Persister
      buster?: string
      dehydrateOptions?: import('@tanstack/react-query').DehydrateOptions
    }
    onSuccess?: () => unknown
    children?: import('react').ReactNode
  }) => import('react').ReactNode
}
declare module '@tanstack/query-async-storage-persister' {
  export interface Persister { removeClient(): unknown }
  export function createAsyncStoragePersister(options: { storage: Storage | undefined; key?: string }): Persister
}
`

/** The packages whose names short examples use without importing them. */
const packages = {
  'appmixer-react': () => import('../src/index.ts'),
  '@tanstack/react-query': () => import('@tanstack/react-query'),
  react: () => import('react'),
}

async function globals(): Promise<string> {
  const declared = new Map<string, string>()
  for (const [from, load] of Object.entries(packages)) {
    for (const name of Object.keys(await load())) {
      if (/^\w+$/.test(name) && name !== 'default' && !declared.has(name))
        declared.set(name, `const ${name}: typeof import('${from}').${name}`)
    }
  }
  return `export {}\ndeclare global {\n${[...declared.values()].join('\n')}${ofTheReader}}\n`
}

/** What returns is the inside of a component. */
function moduleOf(code: string): string {
  const isInside = /^(if .*)?return /m.test(code)
  return isInside ? `export function Example() {\n${code}}\n` : `${code}\nexport {}\n`
}
