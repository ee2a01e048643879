import * as z from 'zod/mini'
import { flowsQuerySchema } from '../flows/inputs.ts'

/** `IntegrationTemplatesQuery`: a `FlowsQuery` with a category. */
export const integrationTemplatesQuerySchema = z.extend(flowsQuerySchema, {
  category: z.optional(z.string()),
})

/** `IntegrationsQuery`: a `FlowsQuery` with a template. */
export const integrationsQuerySchema = z.extend(flowsQuerySchema, {
  templateId: z.optional(z.string()),
})

/** `PublishDraftInput`: a draft, and whether it may replace a running flow. */
export const publishDraftInputSchema = z.object({
  flowId: z.string(),
  forceUpdate: z.optional(z.boolean()),
})
