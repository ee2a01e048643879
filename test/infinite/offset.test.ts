import { InfiniteQueryObserver, MutationObserver, QueryClient } from '@tanstack/react-query'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createAppmixerClient,
  createStoreItemMutationOptions,
  deleteStoreItemsMutationOptions,
  flowsInfiniteQueryOptions,
  peopleTasksInfiniteQueryOptions,
  storeRecordsInfiniteQueryOptions,
  updateStoreItemMutationOptions,
  type OffsetPosition,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { runs } from '../runs.ts'
import { ada, baseUrl } from '../support.tsx'
import { until } from '../until.ts'

const sandbox = createSandbox()
const { database } = sandbox
/** Answers in the sandbox's place. */
let intercept: (() => Response | undefined) | undefined
const client = createAppmixerClient({
  baseUrl,
  token: sandbox.tokenFor(ada),
  fetch: async (input, init) => {
    const request = new Request(input, init)
    return intercept?.() ?? sandbox.fetch(request)
  },
})
const { storeId } = database.stores[0]!
const byKey = { storeId, limit: 10, sort: 'key:1' }

let queryClient: QueryClient
let unsubscribe = () => {}

beforeEach(() => {
  queryClient = new QueryClient()
  intercept = undefined
  sandbox.faults.clear()
  fill(Array.from({ length: 1_000 }, (_, index) => index * 10))
  sandbox.requests.clear()
})

afterEach(() => unsubscribe())

/** Records whose keys sort like their numbers. */
function fill(numbers: number[]) {
  const now = database.now()
  database.records[storeId] = numbers.map((number) => ({
    storeId,
    key: keyOf(number),
    value: number,
    userId: database.users[0]!.id,
    createdAt: now,
    updatedAt: now,
  }))
}

const keyOf = (number: number) => String(number).padStart(6, '0')
const serverKeys = () => database.records[storeId]!.map(({ key }) => key).toSorted()
const insert = (number: number) => {
  const [some] = database.records[storeId]!
  database.records[storeId]!.push({ ...some!, key: keyOf(number), value: number })
}
const remove = (number: number) => {
  database.records[storeId] = database.records[storeId]!.filter(({ key }) => key !== keyOf(number))
}

/** Somebody who looks at these pages of the records. */
function look(pagesOnScreen?: readonly [number, number], query = byKey) {
  const options = storeRecordsInfiniteQueryOptions(client, query)
  const observer = new InfiniteQueryObserver(queryClient, {
    ...options,
    pagesOnScreen,
  } as typeof options)
  unsubscribe = observer.subscribe(() => {})
  const data = () => observer.getCurrentResult().data!
  return {
    data,
    keys: () =>
      data()
        .pages.flat()
        .map(({ key }) => key),
    load: async (pages: number) => {
      await observer.refetch({ cancelRefetch: false })
      while (data().pages.length < pages) await observer.fetchNextPage()
    },
    next: () => observer.fetchNextPage(),
    hasNext: () => observer.getCurrentResult().hasNextPage,
    refetch: () => observer.refetch(),
    show: (pages: readonly [number, number]) =>
      observer.setOptions({ ...options, pagesOnScreen: pages } as typeof options),
    result: () => observer.getCurrentResult(),
  }
}

/** Until nothing is asked for any more. */
async function calm() {
  await until(() => queryClient.isFetching() + queryClient.isMutating() === 0)
}

const asked = () =>
  sandbox.requests
    .of('GET /store')
    .map(({ search }) => [search.get('offset'), search.get('limit')].join('+'))

describe('the requests', () => {
  it('each page is asked for with the last row of the page before', async () => {
    await look().load(3)
    expect(asked()).toEqual(['0+10', '9+11', '19+11'])
  })

  it.each([
    [25, 3],
    [20, 2],
    [5, 1],
    [0, 1],
  ])('%i rows are %i pages, and nothing is asked beyond', async (count, pages) => {
    fill(Array.from({ length: count }, (_, index) => index))
    const list = look()
    await list.load(1)
    while (list.hasNext()) await list.next()
    expect(list.keys()).toEqual(serverKeys())
    expect(asked().length).toBeLessThanOrEqual(pages + 1)
    expect(list.data().pages.at(-1)!.length > 0 || count % 10 === 0).toBe(true)
  })

  it.each([
    ['GET /flows', flowsInfiniteQueryOptions(client, { limit: 5, sort: 'name:1' })],
    [
      'GET /plugins/appmixer/utils/tasks/tasks',
      peopleTasksInfiniteQueryOptions(client, { limit: 5 }),
    ],
  ])('%s comes page after page, whole', async (route, options) => {
    const data = await queryClient.fetchInfiniteQuery({ ...(options as any), pages: 100 })
    const ids = (data as any).pages.flat().map((row: any) => row.taskId ?? row.flowId)
    expect(ids.length).toBeGreaterThan(10)
    expect(new Set(ids).size).toBe(ids.length)
    expect(sandbox.requests.count(route as 'GET')).toBe(Math.floor(ids.length / 5) + 1)
  })
})

describe('C7: 50 pages loaded', () => {
  it('one mutation asks for the pages on screen and no others', async () => {
    const list = look([20, 22])
    await list.load(50)
    sandbox.requests.clear()
    const rename = new MutationObserver(queryClient, updateStoreItemMutationOptions(client))
    await rename.mutate({ storeId, key: keyOf(2_050), value: 'new' })
    await calm()
    expect(asked()).toEqual(['199+11', '209+11', '219+11'])
    expect(list.keys()).toEqual(serverKeys().slice(0, 500))
    expect(list.data().pages[20]![5]!.value).toBe('new')
  })

  it('by default the first and the last two', async () => {
    const list = look()
    await list.load(50)
    sandbox.requests.clear()
    await list.refetch()
    expect(asked()).toEqual(['0+10', '479+11', '489+11'])
  })

  it('pages that were left out are asked for when they come on screen, together with those around', async () => {
    const list = look([48, 49])
    await list.load(50)
    insert(5)
    await list.refetch()
    expect(
      list
        .data()
        .pageParams.slice(0, 48)
        .every((position) => (position as OffsetPosition).isOutdated),
    ).toBe(true)
    list.show([0, 2])
    await list.refetch()
    expect(list.keys().slice(0, 25)).toEqual(serverKeys().slice(0, 25))
    expect(new Set(list.keys()).size).toBe(list.keys().length)
  })
})

it('C9: a page that fails once while the list is asked for again is asked for again alone', async () => {
  const list = look([0, 9])
  await list.load(10)
  sandbox.requests.clear()
  intercept = () =>
    asked().length === 6 && !failed.has(6)
      ? failed.add(6) && new Response(null, { status: 503, headers: { 'retry-after': '0' } })
      : undefined
  const failed = new Set<number>()
  await list.refetch()
  expect(list.result().error).toBeNull()
  expect([...failed]).toEqual([6])
  expect(asked()).toEqual([
    '0+10',
    ...[9, 19, 29, 39, 49, 59, 69, 79, 89].map((offset) => `${offset}+11`),
  ])
})

describe('C8: rows come and go between the pages', () => {
  it('one that is inserted above is there in the end, and none is there twice meanwhile', async () => {
    const list = look([0, 9])
    await list.load(2)
    insert(5)
    await list.next()
    expect(new Set(list.keys()).size).toBe(list.keys().length)
    await calm()
    expect(list.keys()).toEqual(serverKeys().slice(0, list.keys().length))
    expect(list.keys()).toContain(keyOf(5))
  })

  it('when more than a page is inserted above, none is there twice meanwhile either', async () => {
    const list = look([0, 9])
    await list.load(2)
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13]) insert(number)
    await list.next()
    expect(new Set(list.keys()).size).toBe(list.keys().length)
    await calm()
    expect(list.keys()).toEqual(serverKeys().slice(0, list.keys().length))
  })

  it('the page after one that was shifted is read where it is now', async () => {
    const list = look([0, 1])
    await list.load(3)
    insert(5)
    await list.next()
    await calm()
    sandbox.requests.clear()
    await list.next()
    await calm()
    expect(asked()).toEqual(['39+11'])
    expect(list.keys().slice(-10)).toEqual(serverKeys().slice(40, 50))
  })

  it('one that is deleted above takes no other with it', async () => {
    const list = look([0, 9])
    await list.load(2)
    remove(0)
    await list.next()
    await calm()
    expect(list.keys()).toEqual(serverKeys().slice(0, list.keys().length))
  })

  it('a server whose order changes all the time is not asked all the time', async () => {
    const list = look([0, 9])
    await list.load(2)
    let answers = 0
    intercept = () => {
      if (++answers > 50) unsubscribe()
      const rows = serverKeys().map((key) => ({ key: `${answers}/${key}`, storeId, value: 0 }))
      return Response.json(rows.slice(0, 11))
    }
    await list.next()
    await calm()
    expect(answers).toBe(1 + 3)
  })

  it('whatever comes and goes: no row twice at any time, and the truth in the end', async () => {
    const step = fc.oneof(
      fc.record({ what: fc.constant('insert' as const), number: fc.nat(600) }),
      fc.record({ what: fc.constant('remove' as const), number: fc.nat(60).map((n) => n * 10) }),
      fc.record({ what: fc.constantFrom('next' as const, 'refetch' as const), number: fc.nat(9) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        queryClient = new QueryClient()
        fill(Array.from({ length: 60 }, (_, index) => index * 10))
        const list = look([0, 1])
        await list.load(5)
        for (const { what, number } of steps) {
          if (what === 'insert' && number % 10 > 0) {
            remove(number)
            insert(number)
          }
          if (what === 'remove') remove(number)
          if (what === 'refetch') {
            list.show([number, number + 1])
            await list.refetch()
          }
          if (what === 'next' && list.hasNext()) await list.next()
          expect(new Set(list.keys()).size).toBe(list.keys().length)
        }
        await calm()
        list.show([0, 99])
        await list.refetch()
        while (list.hasNext()) await list.next()
        await calm()
        expect(list.keys()).toEqual(serverKeys())
        unsubscribe()
      }),
      runs(25),
    )
  })
})

describe('own writes', () => {
  it('rows that are deleted do not shift the next page, not even before the list is asked for again', async () => {
    const list = look([0, 1])
    await list.load(5)
    const doomed = [12, 13, 14, 25, 31].map((index) => ({ storeId, key: keyOf(index * 10) }))
    const remover = new MutationObserver(queryClient, deleteStoreItemsMutationOptions(client))
    await remover.mutate({ items: doomed })
    await list.next()
    await calm()
    expect(list.keys()).toEqual(serverKeys().slice(0, list.keys().length))
  })

  it('a record that is created is on top at once, on no other page, and pushes none out', async () => {
    const list = look([0, 99], { storeId, limit: 10, sort: 'updatedAt:-1' })
    await list.load(3)
    const before = list.keys()
    sandbox.faults.add({ on: 'POST /store/:storeId/:key', status: 500, delay: 5, times: 1 })
    const creator = new MutationObserver(queryClient, createStoreItemMutationOptions(client))
    const done = creator.mutate({ storeId, key: 'new', value: 1 }).catch(() => {})
    await new Promise((resolve) => setImmediate(resolve))
    expect(list.keys()).toEqual(['new', ...before])
    await done
    await calm()
    expect(list.keys()).toEqual(before)
  })
})

describe('identity', () => {
  it('a row stays the same object when others push it to the next page', async () => {
    const list = look([0, 9])
    await list.load(3)
    const before = new Map(
      list
        .data()
        .pages.flat()
        .map((row) => [row.key, row]),
    )
    insert(5)
    await list.refetch()
    const moved = list
      .data()
      .pages.flat()
      .filter(({ key }) => before.has(key))
    expect(moved.length).toBeGreaterThan(25)
    expect(moved.every((row) => before.get(row.key) === row)).toBe(true)
  })

  it('an unchanged answer is the same data', async () => {
    const list = look()
    await list.load(3)
    const before = list.data()
    await list.refetch()
    expect(list.data()).toBe(before)
  })

  it('of two rows with one id the one that was just read stays, wherever it is', () => {
    const { structuralSharing } = storeRecordsInfiniteQueryOptions(client, byKey)
    const pageParams = [0, 1, 2].map((index) => ({ index, offset: index * 2 }))
    const page = (...keys: string[]) => keys.map((key) => ({ key }))
    const [first, second, third] = [page('a', 'b'), page('c', 'd'), page('e', 'f')]
    const share = (...pages: unknown[]) =>
      (
        structuralSharing!(
          { pages: [first, second, third], pageParams },
          { pages, pageParams },
        ) as any
      ).pages as unknown[]
    expect(share(first, page('b', 'c'), third)).toEqual([page('a'), page('b', 'c'), third])
    expect(share(first, page('d', 'e'), third)).toEqual([first, page('d', 'e'), page('f')])
    expect(share(page('a', 'b'), page('b', 'c'), page('c', 'c'))).toEqual([first, page('c'), []])
    expect(share([null, null], [{}, {}], third)).toEqual([[null, null], [{}, {}], third])
  })

  it('P18: a page more looks at no row of the others', async () => {
    const { structuralSharing } = storeRecordsInfiniteQueryOptions(client, byKey)
    let looks = 0
    const page = (index: number) =>
      Array.from({ length: 100 }, (_, row) => ({
        get key() {
          looks++
          return `${index}/${row}`
        },
      }))
    const position = (index: number) => ({ index, offset: index * 100 })
    const indexes = Array.from({ length: 1_000 }, (_, index) => index)
    const previous = { pages: indexes.map(page), pageParams: indexes.map(position) }
    const next = {
      pages: [...previous.pages, page(1_000)],
      pageParams: [...previous.pageParams, position(1_000)],
    }
    expect(structuralSharing!(previous, next)).toBe(next)
    expect(looks).toBe(0)
  })
})
