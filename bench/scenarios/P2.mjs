import { bytesOfEach, namesOf, peers, using } from '../../scripts/weigh.mjs'
import { exact } from '../harness/line.mjs'

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets }) {
  const { hooks, headless, all } = await namesOf()
  const shared = [...hooks, 'AppmixerProvider', 'createAppmixerClient']
  const [ofHooks, withHeadless, ofAll] = await bytesOfEach(
    [using(...shared), using(...shared, ...headless), using(...all)],
    { external: [...peers, 'ky'] },
  )
  if (!ofHooks || !withHeadless || !ofAll) throw new Error('Nothing was bundled.')
  const kib = (/** @type {number} */ bytes) => bytes / 1024
  const note = `${hooks.length} hooks with provider and client: ${kib(ofHooks.min).toFixed(1)} KiB min, ${kib(ofHooks.gz).toFixed(1)} gz`
  return [
    exact({
      what: 'a hook, minified',
      measured: kib(ofHooks.min) / hooks.length,
      target: targets['min'],
      unit: 'KiB min',
      note,
    }),
    exact({
      what: 'a hook, gzipped',
      measured: kib(ofHooks.gz) / hooks.length,
      target: targets['gz'],
      unit: 'KiB gz',
    }),
    exact({
      what: 'all headless components on top',
      measured: kib(withHeadless.gz - ofHooks.gz),
      target: targets['headless'],
      unit: 'KiB gz',
    }),
    exact({ what: `all ${all.length} names`, measured: kib(ofAll.min), unit: 'KiB min' }),
    exact({ what: `all ${all.length} names`, measured: kib(ofAll.gz), unit: 'KiB gz' }),
  ]
}
