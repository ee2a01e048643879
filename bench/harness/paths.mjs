import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const dist = `${root}dist/`
export const bench = `${root}bench/`
export const rulers = `${bench}rulers/`
export const cache = `${root}node_modules/.cache/bench/`
