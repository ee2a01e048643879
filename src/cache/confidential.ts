import type { AppmixerMutation } from './mutation.ts'

/**
 * A mutation whose input or answer holds a password, a token or a secret: nothing of it stays in the cache once nobody
 * waits for it. The `concealed` fields of the answer can be read, but are not listed: devtools, logs and persisters do
 * not see them.
 */
export function confidential<Variables, Data>(
  options: AppmixerMutation<Variables, Data>,
  concealed: (keyof Data)[] = [],
): AppmixerMutation<Variables, Data> {
  return {
    ...options,
    async mutationFn(variables, context) {
      const data = await options.mutationFn(variables, context)
      for (const field of concealed) Object.defineProperty(data, field, { enumerable: false })
      return data
    },
    gcTime: 0,
  }
}
