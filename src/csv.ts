// Records of data stores as CSV. An entry of its own, because it needs papaparse, an optional peer.

export { csvFormat } from './stores/transfer/csv.ts'
