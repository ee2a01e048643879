import * as z from 'zod/mini'
import { open } from '../client/schema.ts'
import type { IntegrationStatus } from './types.ts'

/** `Category`: one row of `GET /categories`. */
export const categorySchema = z.looseObject({ id: z.string(), name: z.string() })

/** What `GET /categories` answers. */
export const categoriesSchema = z.array(categorySchema)

/** `IntegrationTicket`, as `DELETE /integrations/:flowId` answers it. */
export const integrationTicketSchema = z.looseObject({ ticket: z.nullish(z.string()) })

/** `IntegrationStatus`, as `GET /integrations/status/:ticket` answers it. */
export const integrationStatusSchema = z.looseObject({
  status: open<IntegrationStatus['status']>(),
  stepsTotal: z.nullish(z.number()),
  stepsDone: z.nullish(z.number()),
})
