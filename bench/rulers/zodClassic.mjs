/** The check of the usual stack, without the code generator that a strict CSP forbids. */
import * as z from 'zod'

z.config({ jitless: true })

const flow = z.object({
  flowId: z.string(),
  userId: z.string().optional(),
  name: z.string().optional(),
  description: z.string().optional(),
  stage: z.enum(['running', 'stopped', 'starting', 'stopping']).optional(),
  btime: z.iso.datetime().optional(),
  mtime: z.iso.datetime().optional(),
  started: z.iso.datetime().optional(),
  stopped: z.iso.datetime().optional(),
  thumbnail: z.string().optional(),
  type: z.string().optional(),
  customFields: z.record(z.string(), z.unknown()).optional(),
  sharedWith: z
    .array(z.object({ email: z.string().optional(), permissions: z.array(z.string()).optional() }))
    .optional(),
  templateId: z.string().optional(),
})

export const naiveFlows = z.array(flow)
