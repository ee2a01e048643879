import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'node_modules/.cache/snippets')

/** What examples take for granted: the names of the reader's own application. */
const ofTheReader = `
  const app: { post(path: string, handler: (request: any, response: any) => void): void }
  const baseUrl: string, token: string, accessToken: string, userKey: string
  const flowId: string, taskId: string, storeId: string, isAtTop: boolean
  const first: number, last: number, selected: string[], query: { limit?: number }
  const user: { id: string }
  const getToken: GetToken
  const client: import('appmixer-react').AppmixerClient
  const queryClient: import('@tanstack/react-query').QueryClient
  const sandbox: import('appmixer-react/sandbox').Sandbox
  const Automations: () => null, Flows: () => null, SignIn: () => null
  const traceId: () => string, toast: (sentence: string) => void
  const yourSessionOf: (request: unknown) => Promise<{ id: string } | undefined>
  const yourSecretFor: (user: { id: string }) => Promise<string>
  const Appmixer: new (options: { baseUrl: string; accessToken: string }) => { api: { getFlows(query: object): Promise<unknown[]> } }
`

/** The packages whose names examples use without importing them; our own is not built yet. */
const packages = {
  'appmixer-react': () => import('../src/index.ts'),
  '@tanstack/react-query': () => import('@tanstack/react-query'),
  react: () => import('react'),
  'react-router': () => import('react-router'),
  ky: () => import('ky'),
}
const types = ['AppmixerError', 'AppmixerMessages', 'GetToken']

/** Type-checks each example of a Markdown text as a module of its own; resolves to what the compiler complains about. */
export async function complaintsAbout(markdown: string): Promise<string> {
  const blocks = [...markdown.matchAll(/^```(tsx?)\n(.*?)^```/gms)]
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const write = (name: string, text: string) => writeFile(join(folder, name), text)
  await Promise.all([
    write('tsconfig.json', JSON.stringify(config)),
    write('globals.d.ts', await globals()),
    ...blocks.map(([, kind, code], index) => write(`${index + 1}.${kind}`, moduleOf(code!))),
  ])
  const said = await compile()
  // An example declares custom fields, and our own sources, which are compiled with it, know none.
  return said.filter((line) => !/^( |src\/)/.test(line)).join('\n')
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
      'appmixer-react': [join(root, 'src/index.ts')],
      'appmixer-react/api': [join(root, 'src/api.ts')],
      'appmixer-react/sandbox': [join(root, 'src/sandbox/index.ts')],
      'appmixer-react/schemas': [join(root, 'src/schemas.ts')],
    },
  },
  include: ['.'],
  exclude: [],
}

async function globals(): Promise<string> {
  const declared = new Map([['ky', `const ky: typeof import('ky').default`]])
  for (const [from, load] of Object.entries(packages)) {
    for (const name of Object.keys(await load())) {
      if (/^\w+$/.test(name) && name !== 'default' && !declared.has(name))
        declared.set(name, `const ${name}: typeof import('${from}').${name}`)
    }
  }
  const named = types.map((name) => `type ${name} = import('appmixer-react').${name}`)
  return `export {}\ndeclare global {\n${[...declared.values(), ...named].join('\n')}${ofTheReader}}\n`
}

/** What returns is the inside of a component. */
function moduleOf(code: string): string {
  const isInside = /^(if .*)?return /m.test(code)
  return isInside ? `export function Example() {\n${code}}\n` : `${code}\nexport {}\n`
}
