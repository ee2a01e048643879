import { Boom } from './boom.ts'

/** Levels of objects and lists within each other. The server's database has the same limit. */
const mostLevels = 100

/**
 * Refuses what is nested deeper than the database can store. One such record would make every list that has it, and
 * every snapshot, fail.
 *
 * @throws Boom 400
 */
export function refuseTooDeep(value: unknown, levels = mostLevels): void {
  if (isDeeperThan(levels, value)) {
    throw new Boom(400, `The value is nested deeper than ${levels} levels.`)
  }
}

/** Level by level, because the value may be nested deeper than the call stack reaches. */
function isDeeperThan(levels: number, value: unknown): boolean {
  let level = [value].filter(isObject)
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === levels) return true
    level = level.flatMap((outer) => Object.values(outer).filter(isObject))
  }
  return false
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
