import { describe, expect, it } from 'vitest'
import { getLog, getLogAggregations, getLogs } from '../../src/index.ts'
import { answering, notFound } from '../answering.ts'

const time = '2018-04-06T14:02:04.472Z'
const hit = {
  _id: 'AWKbQ6Vr9I6rzDWu4NbG',
  _index: 'appmixer-201804',
  gridTimestamp: time,
  '@timestamp': time,
}
const bucket = { key_as_string: '2018-04-06T00:00:00.000Z', key: 1522972800000, doc_count: 1 }
const ref = { logId: hit._id, index: hit._index }

describe('getLogs', () => {
  it('sends every parameter by its own name, lists repeated', async () => {
    const { client, sent } = answering({ buckets: [bucket], hits: [hit] })
    await getLogs(client, {
      from: 0,
      size: 30,
      sort: ['gridTimestamp:asc', '_id:asc'],
      query: 'gridTimestamp:[2019-03-04 TO 2019-03-08]',
      flowId: ['f1', 'f2'],
      portType: 'in',
      searchAfter: [time, 'wC5cZ4sB5dpG2lX0gmxi'],
      includes: 'msg',
      excludes: 'err',
    })
    const [{ method, url, body }] = sent as [(typeof sent)[0]]
    const search = new URL(url, 'https://api.acme.test').searchParams
    expect([method, url.split('?')[0], body]).toEqual(['GET', '/logs', undefined])
    expect([...search]).toEqual([
      ['from', '0'],
      ['size', '30'],
      ['sort', 'gridTimestamp:asc'],
      ['sort', '_id:asc'],
      ['flowId', 'f1'],
      ['flowId', 'f2'],
      ['portType', 'in'],
      ['searchAfter', time],
      ['searchAfter', 'wC5cZ4sB5dpG2lX0gmxi'],
      ['includes', 'msg'],
      ['excludes', 'err'],
      ['query', 'gridTimestamp:[2019-03-04 TO 2019-03-08]'],
    ])
  })

  it('leaves an empty query out, which would be a syntax error', async () => {
    const { client, sent } = answering({ buckets: [], hits: [] })
    await getLogs(client, { query: '' })
    expect(sent[0]?.url).toBe('/logs')
  })

  it('gives the page as it came', async () => {
    const { client } = answering({ buckets: [bucket], hits: [hit] })
    await expect(getLogs(client, {})).resolves.toEqual({ buckets: [bucket], hits: [hit] })
  })

  it.each([
    ['older servers', { _id: 'a', '@timestamp': time }],
    ['newer servers', { _id: 'a', gridTimestamp: time }],
  ])('gives an entry of %s both names of its time', async (_, entry) => {
    const { client } = answering({ hits: [entry] })
    const both = { _id: 'a', gridTimestamp: time, '@timestamp': time }
    await expect(getLogs(client, {})).resolves.toEqual({ buckets: [], hits: [both] })
  })

  it('takes a message as text or as an object, and severities that it does not know', async () => {
    const hits = [
      { ...hit, msg: '{"text":"Hey"}', severity: 'notice' },
      { ...hit, _id: 'b', msg: { text: 'Hey' }, err: { message: 'x' } },
    ]
    const { client } = answering({ buckets: [], hits })
    await expect(getLogs(client, {})).resolves.toMatchObject({ hits })
  })

  it('drops an entry without an id and keeps the rest', async () => {
    const { client } = answering({ buckets: [], hits: [{ gridTimestamp: time }, hit] })
    await expect(getLogs(client, {})).resolves.toMatchObject({ hits: [hit] })
  })

  it.each([[[hit]], [null], ['<html>']])('refuses %j, which is not a page', async (answer) => {
    const { client } = answering(Response.json(answer))
    await expect(getLogs(client, {})).rejects.toMatchObject({ code: 'schema' })
  })
})

describe('getLog', () => {
  const source = { severity: 'info', msg: { text: 'Hey Slack!' }, gridTimestamp: time }

  it('asks by index and id, in this order, each as one encoded segment', async () => {
    const { client, sent } = answering(hit)
    await getLog(client, { logId: 'a/b', index: 'appmixer 1' })
    expect(sent).toMatchObject([{ method: 'GET', url: '/logs/appmixer%201/a%2Fb' }])
  })

  it('gives the fields under _source as fields of the entry', async () => {
    const { client } = answering({ ...hit, _type: 'engine', _version: 1, _source: source })
    await expect(getLog(client, ref)).resolves.toMatchObject({ ...hit, ...source, _source: source })
  })

  it('gives an entry that is not wrapped as it is', async () => {
    const { client } = answering({ ...hit, ...source })
    await expect(getLog(client, ref)).resolves.toEqual({ ...hit, ...source })
  })

  it('searches by id where the server has no such path', async () => {
    const { client, sent } = answering(notFound(), { buckets: [], hits: [hit] })
    await expect(getLog(client, ref)).resolves.toEqual(hit)
    const search = new URL(sent[1]!.url, 'https://api.acme.test').searchParams
    expect(Object.fromEntries(search)).toEqual({ query: `_id:${hit._id}`, sort: '@timestamp:desc' })
  })

  it('is not fooled by an id that looks like Lucene', async () => {
    const { client, sent } = answering(notFound(), { buckets: [], hits: [] })
    await expect(getLog(client, { ...ref, logId: 'x OR *' })).rejects.toMatchObject({ status: 404 })
    const search = new URL(sent[1]!.url, 'https://api.acme.test').searchParams
    expect(search.get('query')).toBe('_id:"x OR *"')
  })

  it('says 404 when the search finds nothing either', async () => {
    const { client } = answering(notFound(), { buckets: [], hits: [] })
    await expect(getLog(client, ref)).rejects.toMatchObject({
      status: 404,
      endpoint: 'GET /logs/:index/:logId',
    })
  })

  it('does not search after any other refusal', async () => {
    const { client, sent } = answering(new Response('{}', { status: 403 }))
    await expect(getLog(client, ref)).rejects.toMatchObject({ status: 403 })
    expect(sent).toHaveLength(1)
  })

  it('sends nothing without an index', async () => {
    const { client, sent } = answering()
    await expect(getLog(client, { logId: 'a', index: '' })).rejects.toMatchObject({ code: 'input' })
    expect(sent).toEqual([])
  })
})

describe('getLogAggregations', () => {
  const aggs = { days: { date_histogram: { field: 'gridTimestamp', interval: '1d' } } }

  it('posts the aggregations and puts everything else into the query', async () => {
    const { client, sent } = answering({ aggregations: {}, hits: [] })
    await getLogAggregations(client, {
      aggs,
      size: 0,
      flowId: 'f1',
      query: 'severity:error',
      searchAfter: ['x'],
    })
    expect(sent).toMatchObject([
      {
        method: 'POST',
        url: '/logs?size=0&flowId=f1&query=severity%3Aerror&search_after=x',
        body: { aggs },
      },
    ])
  })

  it.each([
    ['a number', { value: 10 }],
    ['nothing to calculate with', { value: null }],
    ['buckets', { buckets: [{ key: 'f1', doc_count: 2, errors: { doc_count: 1 } }] }],
    ['named buckets', { buckets: { errors: { doc_count: 1 }, other: { doc_count: 4 } } }],
    ['a shape of its own', { values: { '95.0': 12 } }],
  ])('gives %s as it came', async (_, result) => {
    const { client } = answering({ aggregations: { mine: result }, hits: [] })
    const { aggregations } = await getLogAggregations(client, { aggs })
    expect(aggregations['mine']).toEqual(result)
  })

  it('does without hits', async () => {
    const { client } = answering({ aggregations: { sum: { value: 2 } } })
    await expect(getLogAggregations(client, { aggs })).resolves.toMatchObject({ hits: [] })
  })
})
