import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { AccountList, AppmixerProvider, createFormat, useFormat } from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl, createWorld } from '../support.tsx'

it('a language with four plurals has them all, in its own numbers (X-13)', () => {
  const { plural, number } = createFormat('pl')
  const count = (amount: number) =>
    `${number(amount)} ${plural(amount, { one: 'błąd', few: 'błędy', many: 'błędów', other: 'błędu' })}`
  expect([1, 2, 5, 22, 1.5, 12_345].map(count)).toEqual([
    '1 błąd',
    '2 błędy',
    '5 błędów',
    '22 błędy',
    '1,5 błędu',
    '12\u00a0345 błędów',
  ])
})

it('English sentences stay English in a locale of another language, and its plurals too (X-13)', async () => {
  function Ago() {
    const { relative, duration } = useFormat()
    return <output>{`${relative(0, 7_200_000)}, ${duration(120_000)}`}</output>
  }
  const sandbox = createSandbox()
  const { queryClient } = createWorld(sandbox)
  render(
    <AppmixerProvider
      baseUrl={baseUrl}
      token={sandbox.tokenFor(ada)}
      fetch={sandbox.fetch}
      queryClient={queryClient}
      locale="cs"
      messages={{ accountList: { testAll: 'Vyzkoušet vše' } }}
    >
      <AccountList.Root>
        <AccountList.TestAll />
        <AccountList.Loading />
        <AccountList.Items>
          <AccountList.Tested />
        </AccountList.Items>
      </AccountList.Root>
      <Ago />
    </AppmixerProvider>,
  )
  // Translated where it was, English where it was not, never half of each.
  expect(screen.getByRole('button', { name: 'Vyzkoušet vše' })).toBeVisible()
  expect(screen.getByText('Loading connections')).toBeVisible()
  expect(screen.getByText('před 2 hodinami, 2 minuty')).toBeVisible()
  expect(await screen.findAllByText('Not tested yet')).not.toHaveLength(0)
})
