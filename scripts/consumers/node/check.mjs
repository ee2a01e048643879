/** A back end: no React, no TanStack Query. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const backEnd = {
  asserts: '/api makes a user and reads as them; react and react-query are not installed',
  check({ folder, run }) {
    const present = ['react', '@tanstack/react-query'].filter((name) =>
      existsSync(join(folder, 'node_modules', name)),
    )
    assert.deepEqual(present, [])
    run('npx', 'tsc')
    run('node', 'backend.mjs')
  },
}

const supplyChain = {
  asserts: 'ky is the only dependency, no install scripts, no known vulnerabilities',
  check({ folder, read }) {
    const require = createRequire(join(folder, 'index.js'))
    for (const name of ['appmixer-react', 'ky']) {
      const { dependencies = {}, scripts = {} } = require(`./node_modules/${name}/package.json`)
      assert.deepEqual(Object.keys(dependencies), name === 'ky' ? [] : ['ky'])
      for (const script of ['preinstall', 'install', 'postinstall']) assert.ok(!scripts[script])
    }
    const { metadata } = JSON.parse(read('npm', 'audit', '--omit=dev', '--json'))
    // Some mirrors of the registry have no advisories.
    if (!metadata) return 'not audited: this registry has no advisories'
    assert.equal(metadata.vulnerabilities.total, 0, 'npm audit --omit=dev')
  },
}

export const consumers = { 'Node without React': backEnd, 'Supply chain': supplyChain }
