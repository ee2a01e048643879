import * as z from 'zod/mini'

/** `App`: one entry of `GET /apps`. */
export const appSchema = z.looseObject({
  name: z.string(),
  label: z.nullish(z.string()),
  category: z.nullish(z.string()),
  description: z.nullish(z.string()),
  icon: z.nullish(z.string()),
})

/** What `GET /apps` answers, as a list. */
export const appsSchema = z.array(appSchema)

/** `ComponentAuth`: whose accounts a component works with. */
export const componentAuthSchema = z.looseObject({ service: z.nullish(z.string()) })

/** `ComponentManifest`: one row of `GET /components?manifest=yes`. */
export const componentManifestSchema = z.looseObject({
  name: z.string(),
  label: z.nullish(z.string()),
  description: z.nullish(z.string()),
  icon: z.nullish(z.string()),
  author: z.nullish(z.string()),
  version: z.nullish(z.string()),
  auth: z.nullish(componentAuthSchema),
})

/** What `GET /components?manifest=yes` answers. */
export const componentManifestsSchema = z.array(componentManifestSchema)
