#!/usr/bin/env node
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'
import { lacking } from './lacking.ts'
import { routes } from './routes.ts'
import type { SeedName } from './seeds/seeds.ts'
import { PortTaken, serveSandbox, type ServeOptions } from './server.ts'

const help = `appmixer-sandbox: an Appmixer server to develop against, on this machine

  --port PORT     where to listen (default 2200; 0 takes a free one)
  --host HOST     which address to listen on (default 127.0.0.1: this machine only)
  --seed N        ids and data come from it: the same seed, the same company (default 1)
  --latency MS    milliseconds that each request takes (default 0)
  --data FILE     keep the state in this file between runs, for one sandbox at a time; what is in it wins over --seed
  --empty         two users and nothing else
  --large         1,000 flows, 500 tasks and a store of 100,000 records
  --integrations  six integration templates beside the demo
  --verbose       print what it lacks, then each request with its status and how long it took
  --endpoints     the endpoints that it has, and those of Appmixer that it lacks
  --help          this text
  --version       the version of appmixer-react

GET / lists the endpoints that it has. Any other is answered with 404, and the body says which one was asked for.
`

class BadArgument extends Error {}

async function main(): Promise<void> {
  const options = readArguments()
  if (typeof options === 'string') return console.log(options)
  const { url, sandbox, close } = await serveSandbox(options)
  console.log(`Appmixer sandbox on ${url}`)
  for (const { username, password } of sandbox.database.users.slice(0, 2)) {
    console.log(`  ${username}  ${password}`)
  }
  if (!isLocal(options.host))
    console.log('Everyone who reaches this address can sign in with these.')
  if (options.onAnswer) console.log(`It lacks ${[...lacking.keys()].join(', ')}.`)
  console.log('Stop it with Ctrl-C.')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void close().then(() => process.exit(0), fail))
  }
}

/** Whether only this machine reaches the address. */
function isLocal(host = '127.0.0.1'): boolean {
  return /^(127\.|localhost$|::1$)/.test(host)
}

/** What to serve, or what to print. */
function readArguments(): ServeOptions | string {
  const values = parsed()
  if (values.help) return help
  if (values.version) return version()
  if (values.endpoints) return endpoints()
  return {
    port: wholeNumber('port', values.port, 65_535),
    seed: wholeNumber('seed', values.seed, 2 ** 32 - 1),
    latency: wholeNumber('latency', values.latency, 600_000),
    host: filled('host', values.host),
    dataFile: filled('data', values.data),
    data: seedOf(values),
    onAnswer: values.verbose ? console.log : undefined,
  }
}

function parsed() {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = { port: text, host: text, seed: text, latency: text, data: text }
  try {
    return parseArgs({
      options: {
        ...options,
        empty: flag,
        large: flag,
        integrations: flag,
        verbose: flag,
        endpoints: flag,
        help: flag,
        version: flag,
      },
    }).values
  } catch (error) {
    throw new BadArgument((error as Error).message)
  }
}

function seedOf(values: Partial<Record<SeedName, boolean>>): SeedName {
  const [seed = 'demo', other] = (['empty', 'large', 'integrations'] as const).filter(
    (name) => values[name],
  )
  if (other) throw new BadArgument(`--${seed} and --${other} exclude each other.`)
  return seed
}

function wholeNumber(name: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined
  if (/^\d+$/.test(text) && Number(text) <= max) return Number(text)
  throw new BadArgument(`--${name} takes a whole number from 0 to ${max}, not "${text}".`)
}

/** Such an option is there with a value, or not at all: `--host=` would listen on every address. */
function filled(name: string, text: string | undefined): string | undefined {
  if (text === undefined || text.trim() !== '') return text
  throw new BadArgument(`--${name} is empty. Give it a value or leave it out.`)
}

function endpoints(): string {
  const has = [...new Set(routes.map(({ route }) => route))]
  const lacks = [...lacking].flatMap(([subject, calls]) => [`${subject}:`, ...calls.map(indented)])
  return [
    `It has ${has.length} endpoints:`,
    ...has.map(indented),
    '',
    'It lacks these of Appmixer:',
    ...lacks.map(indented),
  ].join('\n')
}

function indented(line: string): string {
  return `  ${line}`
}

function version(): string {
  const manifest = createRequire(import.meta.url)('../../package.json') as { version: string }
  return manifest.version
}

/** What went wrong and what to do; this is a tool, not a stack trace. */
function fail(error: Error): never {
  console.error(error.message)
  if (error instanceof PortTaken) {
    console.error('Stop what listens there, or choose another with --port; 0 takes a free one.')
  }
  if (!(error instanceof BadArgument)) process.exit(1)
  console.error('See appmixer-sandbox --help.')
  process.exit(2)
}

main().catch(fail)
