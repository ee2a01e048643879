import { QueryClient, QueryObserver, hydrate, dehydrate } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { createLedger } from '../../src/cache/ledger.ts'
import { AppmixerError } from '../../src/index.ts'

const key = ['appmixer', 's', 'getThing', { id: 1 }]
const nap = () => new Promise((r) => setTimeout(r, 5))
const rename = (name: string) => ({ entity: '1', patches: [{ key, apply: (d: any) => ({ ...d, name }) }], invalidates: [key] })

test('(a) a patch that throws on the second query leaves nothing shown, nothing registered', async () => {
  const qc = new QueryClient()
  const other = ['appmixer', 's', 'getThing', { id: 2 }]
  qc.setQueryData(key, { name: 'a' })
  qc.setQueryData(other, { name: 'b' })
  const ledger = createLedger(qc)
  const bad = { entity: '1', invalidates: [], patches: [
    { key, apply: (d: any) => ({ ...d, name: 'x' }) },
    { key: other, apply: () => { throw new Error('patch') } },
  ] }
  expect(() => ledger.open(bad)).toThrow('patch')
  expect([qc.getQueryData(key), qc.getQueryData(other)]).toEqual([{ name: 'a' }, { name: 'b' }])
  const { write } = ledger.open(rename('y'))
  expect(write.isSent).toBe(true)
  expect(qc.getQueryData(key)).toEqual({ name: 'y' })
  expect(qc.getQueryCache().hasListeners()).toBe(true)
  ledger.settle(write)
  expect(qc.getQueryCache().hasListeners()).toBe(false)
})
test('(b) setQueryData and hydrate during a write are the truth, and a roll back keeps them', async () => {
  const qc = new QueryClient()
  qc.setQueryData(key, { name: 'a', stage: 'stopped' }, { updatedAt: 1 })
  const ledger = createLedger(qc)
  const { write } = ledger.open(rename('mine'))
  qc.setQueryData(key, (d: any) => ({ ...d, stage: 'running' }))
  expect(qc.getQueryData(key)).toEqual({ name: 'mine', stage: 'running' })
  const from = new QueryClient()
  from.setQueryData(key, { name: 'theirs', stage: 'stopping' }, { updatedAt: Date.now() + 1000 })
  hydrate(qc, dehydrate(from))
  expect(qc.getQueryData(key)).toEqual({ name: 'mine', stage: 'stopping' })
  ledger.settle(write, {})
  expect(qc.getQueryData(key)).toEqual({ name: 'theirs', stage: 'stopping' })
})
test('(c) a read under steady writes is shown after two repeats', async () => {
  const qc = new QueryClient()
  const ledger = createLedger(qc)
  let asks = 0, isOver = false
  const steady = (async () => { while (!isOver) { const { write } = ledger.open(rename(`w${asks}`)); await nap(); ledger.settle(write) } })()
  const data = await ledger.read(key, undefined, async () => { asks++; await new Promise((r) => setTimeout(r, 20)); return { name: 'server' } })
  expect(asks).toBe(3)
  expect((data as any).name).toMatch(/^w/)
  isOver = true
  await steady
})
