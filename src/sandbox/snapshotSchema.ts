import * as z from 'zod/mini'
import { accountSchema } from '../accounts/schema.ts'
import { chartSchema } from '../charts/schema.ts'
import { flowSchema, flowShareSchema } from '../flows/schema.ts'
import { logEntrySchema } from '../logs/schema.ts'
import { peopleTaskSchema } from '../people-tasks/schema.ts'
import { storeRecordSchema, storeSchema } from '../stores/schema.ts'
import { userSchema } from '../users/schema.ts'

const time = z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text))))

/** A flow's components. What else is in one, the sandbox does not read. */
export const descriptorSchema: z.ZodMiniType<Record<string, unknown>> = z.record(
  z.string(),
  z.looseObject({
    type: z.optional(z.string()),
    label: z.optional(z.string()),
    source: z.optional(
      z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]))),
    ),
    config: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  }),
)

const outcomeSchema = z.optional(z.enum(['failed', 'cancelled', 'never']))

const storedFlowSchema = z.extend(flowSchema, {
  userId: z.string(),
  name: z.string(),
  stage: z.string(),
  btime: time,
  mtime: time,
  flow: descriptorSchema,
  sharedWith: z.array(flowShareSchema),
  originFlowId: z.optional(z.string()),
  categories: z.optional(z.array(z.string())),
  wizard: z.optional(z.record(z.string(), z.unknown())),
  componentIdMap: z.optional(z.record(z.string(), z.string())),
  transition: z.optional(
    z.object({
      stage: z.enum(['starting', 'stopping']),
      until: z.optional(z.number()),
      outcome: outcomeSchema,
    }),
  ),
  outcome: outcomeSchema,
  missingAccounts: z.optional(z.array(z.string())),
  rhythm: z.optional(z.number().check(z.minimum(1_000))),
})

const storedTaskSchema = z.extend(peopleTaskSchema, {
  title: z.string(),
  status: z.string(),
  approver: z.string(),
  requester: z.string(),
  created: time,
  mtime: time,
})

const storedRecordSchema = z.extend(storeRecordSchema, {
  storeId: z.string(),
  userId: z.string(),
  createdAt: time,
  updatedAt: time,
})

const storedAccountSchema = z.extend(accountSchema, {
  userId: z.string(),
  service: z.string(),
  name: z.string(),
  displayName: z.nullable(z.string()),
  tokenId: z.string(),
  valid: z.boolean(),
  usedBy: z.array(z.object({ flowId: z.string(), componentId: z.string() })),
})

const storedLogSchema = z.extend(logEntrySchema, {
  _index: z.string(),
  flowId: z.string(),
  userId: z.optional(z.string()),
  severity: z.string(),
  gridTimestamp: time,
})

const storedChartSchema = z.extend(chartSchema, {
  userId: z.string(),
  name: z.string(),
  index: z.number(),
  mtime: time,
})

const storedUserSchema = z.extend(userSchema, {
  username: z.string(),
  email: z.string(),
  password: z.string(),
  refreshes: z.optional(z.number()),
})

const storedFileSchema = z.looseObject({
  fileId: z.string(),
  userId: z.string(),
  filename: z.string(),
  contentType: z.string(),
  chunkSize: z.number(),
  uploadDate: time,
  chunksTotal: z.number(),
  chunks: z.record(z.string(), z.base64()),
})

const storedConsentSchema = z.looseObject({
  ticket: z.string(),
  userId: z.string(),
  startedAt: z.number(),
  service: z.optional(z.string()),
  componentId: z.optional(z.string()),
  end: z.optional(
    z.union([
      z.object({ accountId: z.string(), tokenId: z.string() }),
      z.object({ error: z.string() }),
    ]),
  ),
  updatedAt: time,
})

/** A state of this version, or of an earlier one that knew less. */
export const snapshotSchema = z.looseObject({
  version: z.literal(1),
  seed: z.number(),
  random: z.number(),
  tokenGeneration: z.number(),
  users: z.array(storedUserSchema),
  flows: z.array(storedFlowSchema),
  tasks: z.array(storedTaskSchema),
  stores: z.optional(z.array(z.extend(storeSchema, { name: z.string(), userId: z.string() }))),
  records: z.optional(z.record(z.string(), z.array(storedRecordSchema))),
  accounts: z.optional(z.array(storedAccountSchema)),
  logs: z.optional(z.array(storedLogSchema)),
  loggedUntil: z.optional(z.number()),
  charts: z.optional(z.array(storedChartSchema)),
  categories: z.optional(
    z.array(
      z.looseObject({
        id: z.string(),
        name: z.string(),
        userId: z.string(),
        isShared: z.optional(z.literal(true)),
      }),
    ),
  ),
  files: z.optional(z.array(storedFileSchema)),
  consents: z.optional(z.array(storedConsentSchema)),
})
