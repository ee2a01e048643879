import type { Random } from '../random.ts'
import type { Box } from './thumbnail.ts'

/** A component of a descriptor. */
export interface Component {
  type: string
  label: string
  x: number
  y: number
  source: Record<string, Record<string, string[]>>
  config: Record<string, unknown>
}

/** The graph of these components: a line, whose last two are side by side when there are four or more. */
export function describeFlow(types: string[], random: Random): Record<string, Component> {
  const ids = types.map(() => random.uuid())
  const last = types.length - 1
  const forks = types.length > 3
  return Object.fromEntries(
    types.map((type, index) => {
      const isBranch = forks && index >= last - 1
      const before = isBranch ? last - 2 : index - 1
      const component: Component = {
        type: `appmixer.${type}`,
        label: labelOf(type),
        x: 60 + 220 * (before + 1),
        y: isBranch ? (index === last ? 180 : 20) : 100,
        source: before < 0 ? {} : { in: { [ids[before]!]: ['out'] } },
        config: {},
      }
      return [ids[index]!, component]
    }),
  )
}

/** The same graph as boxes of a small picture. */
export function boxesOf(descriptor: Record<string, Component>): Box[] {
  const ids = Object.keys(descriptor)
  return Object.values(descriptor).map(({ x, y, source }) => ({
    x: 12 + ((x - 60) / 220) * 56,
    y: 36 + (y - 100) * 0.35,
    sources: Object.keys(source.in ?? {}).map((id) => ids.indexOf(id)),
  }))
}

/** `slack.list.SendChannelMessage` is called “Send Channel Message”. */
export function labelOf(type: string): string {
  return type
    .split('.')
    .at(-1)!
    .replace(/([a-z])([A-Z])/g, '$1 $2')
}
