import * as z from 'zod/mini'

const text = z.optional(z.nullable(z.string()))

export const accountSchema = z.looseObject({
  accountId: z.string(),
  name: text,
  displayName: text,
  service: z.optional(z.string()),
  userId: z.optional(z.string()),
  profileInfo: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  icon: text,
  label: text,
  revoked: z.optional(z.boolean()),
})

export const accountsSchema = z.array(accountSchema)

export const componentAccountSchema = z.looseObject({
  accountId: z.string(),
  tokenId: z.optional(z.string()),
  name: text,
  displayName: text,
  accessTokenValid: z.optional(z.boolean()),
  scopeValid: z.optional(z.boolean()),
  authorizedScope: z.optional(z.array(z.string())),
  missingScope: z.optional(z.array(z.string())),
  componentAssigned: z.optional(z.boolean()),
  componentId: z.optional(z.string()),
  components: z.optional(
    z.array(z.looseObject({ componentId: z.string(), assigned: z.optional(z.boolean()) })),
  ),
})

export const componentAccountsSchema = z.array(componentAccountSchema)

export const accountFlowSchema = z.looseObject({
  flowId: z.string(),
  name: z.optional(z.string()),
})

export const accountFlowsSchema = z.array(accountFlowSchema)

export const accountTestSchema = z.looseObject({ ok: z.boolean() })

export const flowAuthTicketSchema = z.looseObject({ ticket: z.string() })

export const flowAuthenticationSchema = z.looseObject({
  components: z.optional(z.record(z.string(), z.unknown())),
  services: z.optional(z.record(z.string(), z.unknown())),
})

export const flowAuthStatusSchema = z.extend(flowAuthenticationSchema, {
  status: z.optional(z.string()),
})
