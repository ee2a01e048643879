import type { StoredFile, StoredUser } from '../database.ts'
import type { Random } from '../random.ts'

interface FilesPlace {
  ada: StoredUser
  ben: StoredUser
  now: number
  random: Random
}

const day = 86_400_000

const sketches = [
  { owner: 'ada', filename: 'invoice-2041.txt', contentType: 'text/plain', text: 'Globex: 12,480' },
  {
    owner: 'ada',
    filename: 'leads.csv',
    contentType: 'text/csv',
    text: 'name,seats\nInitech,48\n',
  },
  { owner: 'ada', filename: 'status.json', contentType: 'application/json', text: '{"up":true}' },
  { owner: 'ben', filename: 'incidents.csv', contentType: 'text/csv', text: 'key\nINC-2040\n' },
] as const

/** What the flows of the two have stored as files. */
export function filesOf({ ada, ben, now, random }: FilesPlace): StoredFile[] {
  return sketches.map(({ owner, filename, contentType, text }, index) => ({
    fileId: random.uuid(),
    userId: owner === 'ada' ? ada.id : ben.id,
    filename,
    contentType,
    chunkSize: text.length,
    uploadDate: new Date(now - (index + 1) * day).toISOString(),
    chunksTotal: 1,
    chunks: { 0: btoa(text) },
  }))
}
