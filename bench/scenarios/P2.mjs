import { bytesOf, using } from '../harness/bundle.mjs'
import { namesOf } from '../harness/names.mjs'
import { exact } from '../harness/line.mjs'

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets }) {
  const { hooks, headless, all } = await namesOf()
  const shared = [...hooks, 'AppmixerProvider', 'createAppmixerClient']
  const ofHooks = await bytesOf(using(...shared))
  const withHeadless = await bytesOf(using(...shared, ...headless))
  const ofAll = await bytesOf(using(...all))
  const kib = (/** @type {number} */ bytes) => bytes / 1024
  return [
    exact({
      what: `${hooks.length} hooks`,
      measured: kib(ofHooks.min),
      target: targets['min'],
      unit: 'KiB min',
    }),
    exact({
      what: `${hooks.length} hooks`,
      measured: kib(ofHooks.gz),
      target: targets['gz'],
      unit: 'KiB gz',
    }),
    exact({
      what: 'all headless components on top',
      measured: kib(withHeadless.gz - ofHooks.gz),
      target: targets['headless'],
      unit: 'KiB gz',
    }),
    exact({
      what: `all ${all.length} names`,
      measured: kib(ofAll.min),
      target: undefined,
      unit: 'KiB min',
    }),
    exact({
      what: `all ${all.length} names`,
      measured: kib(ofAll.gz),
      target: undefined,
      unit: 'KiB gz',
    }),
  ]
}
