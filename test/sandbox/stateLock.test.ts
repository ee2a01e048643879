import { mkdtemp, readFile, readdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { lockState } from '../../src/sandbox/stateLock.ts'
import { serveSandbox } from '../../src/sandbox/server.ts'

let folder: string
let file: string
let lock: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-lock-'))
  file = join(folder, 'state.json')
  lock = `${file}.lock`
})

describe('the lock of a state file', () => {
  it('is there until it is unlocked, and then leaves nothing behind', async () => {
    const unlock = await lockState(file)
    expect(await readdir(folder)).toEqual(['state.json.lock'])
    await unlock()
    expect(await readdir(folder)).toEqual([])
  })

  it('is given to one of many that want it at the same time', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockState(file)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refusal = results.find(({ status }) => status === 'rejected')
    expect(refusal).toMatchObject({
      reason: { message: expect.stringContaining(`${process.pid}`) },
    })
  })

  it.each([
    ['a process that no longer runs', { pid: 2 ** 22 + 7, host: hostname(), startedAt: 0 }],
    ['an earlier process with this id', { pid: process.pid, host: hostname(), startedAt: 1 }],
  ])('is taken from %s, by one of many', async (_, owner) => {
    await writeFile(lock, JSON.stringify(owner))
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockState(file)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(JSON.parse(await readFile(lock, 'utf8'))).toMatchObject({ pid: process.pid })
    expect(await readdir(folder)).toEqual(['state.json.lock'])
  })

  it('is taken from a process that was killed while it wrote it', async () => {
    await writeFile(lock, '')
    await utimes(lock, 1, 1)
    await expect(lockState(file)).resolves.toBeInstanceOf(Function)
  })

  it('stays with another machine, and says how to remove it', async () => {
    const owner = { pid: 1, host: 'elsewhere', startedAt: 0 }
    await writeFile(lock, JSON.stringify(owner))
    await expect(lockState(file)).rejects.toThrow(`process 1 on elsewhere`)
    await expect(lockState(file)).rejects.toThrow(`delete ${lock}`)
    expect(JSON.parse(await readFile(lock, 'utf8'))).toEqual(owner)
  })
})

describe('two sandboxes on one file', () => {
  it('are refused, by whatever path it is named, until the first has closed', async () => {
    const first = await serveSandbox({ port: 0, dataFile: file })
    const other = join(folder, 'other.json')
    await symlink(file, other)
    for (const dataFile of [file, other, join(folder, '.', 'x', '..', 'state.json')]) {
      await expect(serveSandbox({ port: 0, dataFile })).rejects.toThrow('is in use by another')
    }
    await first.close()
    const second = await serveSandbox({ port: 0, dataFile: other })
    await second.close()
    expect((await readdir(folder)).toSorted()).toEqual(['other.json', 'state.json'])
  })

  it('leave no lock when the start fails', async () => {
    const { url, close } = await serveSandbox({ port: 0 })
    const port = Number(new URL(url).port)
    await expect(serveSandbox({ port, dataFile: file })).rejects.toThrow('is taken')
    await writeFile(file, '{}')
    await expect(serveSandbox({ port: 0, dataFile: file })).rejects.toThrow('is not the state')
    expect(await readdir(folder)).toEqual(['state.json'])
    await close()
  })
})
