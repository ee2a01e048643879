import { concealedFields, type AppmixerMutation, type MutationContext } from './mutation.ts'

/**
 * A mutation whose input or answer always holds a password, a token or a secret. Offline it fails at once, because a
 * paused mutation is dehydrated with its input. Nothing of it stays in the cache once it has no observer. These fields
 * of the answer can be read, but are not enumerable: devtools, logs and persisters do not see them.
 */
/*#__NO_SIDE_EFFECTS__*/
export function confidential<Variables, Data>(
  ...fields: (keyof Data)[]
): (options: AppmixerMutation<Variables, Data>) => AppmixerMutation<Variables, Data> {
  return (options) => ({
    ...options,
    async mutationFn(variables, context) {
      storeInstead(variables, concealedFields(variables), context)
      const data = await options.mutationFn(revealed(variables), context)
      for (const field of fields) Object.defineProperty(data, field, { enumerable: false })
      return data
    },
    isConfidential: () => true,
    gcTime: 0,
    networkMode: 'always',
  })
}

/**
 * A mutation that is confidential when its input has a people-task secret, in the field `secret`. The cache keeps the
 * input without it.
 */
export function withSecret<Variables, Data>(
  options: AppmixerMutation<Variables, Data>,
): AppmixerMutation<Variables, Data> {
  const isConfidential = (variables: Variables) =>
    (variables as { secret?: string }).secret !== undefined
  return {
    ...options,
    async mutationFn(variables, context) {
      if (!isConfidential(variables)) return options.mutationFn(variables, context)
      const input = revealed(variables)
      const { secret: _, ...rest } = input as { secret?: string }
      storeInstead(variables, rest, context)
      return options.mutationFn(input, context)
    },
    isConfidential,
  }
}

/** With all its fields enumerable, as the endpoint wants it. */
function revealed<Variables>(variables: Variables): Variables {
  const fields = Object.getOwnPropertyDescriptors(variables as object)
  for (const field of Object.values(fields)) field.enumerable = true
  return Object.defineProperties({}, fields) as Variables
}

/** Replaces the input of a mutation in the cache. */
function storeInstead(
  variables: unknown,
  stored: unknown,
  { client: queryClient, mutationKey = [] }: MutationContext,
): void {
  for (const known of queryClient.getMutationCache().findAll({ mutationKey })) {
    if (known.state.variables === variables) known.state = { ...known.state, variables: stored }
  }
}
