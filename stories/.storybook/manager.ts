import { createElement } from 'react'
import { addons, types } from 'storybook/manager-api'
import { ActivityPanel } from '../house/ActivityPanel.tsx'
import { theme } from './theme.ts'

addons.setConfig({ theme, sidebar: { showRoots: true } })

addons.register('appmixer', () => {
  addons.add('appmixer/activity', {
    type: types.PANEL,
    title: 'Activity',
    render: ({ active }) => createElement(ActivityPanel, { active }),
  })
})
