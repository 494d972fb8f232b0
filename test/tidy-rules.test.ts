import { expect, test } from 'vitest'
import { impureDomain } from './support/tidy/domain.ts'
import { importCycles, unusedExports } from './support/tidy/graph.ts'
import { importsOfNothing, importsOverWalls } from './support/tidy/imports.ts'
import { badNames, plainJavaScript } from './support/tidy/names.ts'
import { longFiles, longFunctions } from './support/tidy/size.ts'
import { parse, type SourceFile } from './support/tidy/source.ts'
import {
  anyTypes,
  commentsThatExcuse,
  defaultExports,
  dishonestTests,
  moduleLevelLet,
  wholesaleExports,
} from './support/tidy/style.ts'
import { foreignRegistries, languageGaps, machinePaths } from './support/tidy/texts.ts'

// Each rule of tidy.test.ts is given something bad and must complain, and something good and must be silent.
const lines = (count: number) => 'tick()\n'.repeat(count)
const domain = 'server/domain/call.ts'

type Rule = (files: readonly SourceFile[]) => string[]

interface Case {
  readonly rule: Rule
  readonly path: string
  readonly bad: readonly string[]
  readonly good: readonly string[]
}

const cases: readonly Case[] = [
  {
    rule: importsOverWalls,
    path: domain,
    bad: ["import { readFileSync } from 'node:fs'", "import x from 'yaml'", "import { s } from '../store/store.ts'"],
    good: ["import { due } from './due.ts'", "import type { Hall } from './hall.ts'"],
  },
  {
    rule: importsOverWalls,
    path: 'contract/clerk.ts',
    bad: [
      "import { due } from '../server/domain/due.ts'",
      "import { io } from 'socket.io-client'",
      "import type { Store } from '../server/store/store.ts'",
      "const x = await import('../ui-kit/press.ts')",
    ],
    good: [
      "import type { Hall } from '../server/domain/hall.ts'",
      "import { type Hall } from '../server/domain/hall.ts'",
      "import { Type } from 'typebox'",
    ],
  },
  { rule: importsOverWalls, path: 'contract/client.ts', bad: ["import 'fastify'"], good: ["import { io } from 'socket.io-client'"] },
  {
    rule: importsOverWalls,
    path: 'kiosk-ui/app.vue',
    bad: [
      "<script setup lang=\"ts\">\nimport Desk from '../counter-ui/app.vue'\n</script>",
      "<script setup lang=\"ts\">\nimport { join } from 'node:path'\n</script>",
      "<script setup lang=\"ts\">\nconst a: import('../server/domain/hall.ts').Hall = b\n</script>",
    ],
    good: ["<script setup lang=\"ts\">\nimport { press } from '../ui-kit/press.ts'\nimport { ref } from 'vue'\n</script>"],
  },
  { rule: importsOverWalls, path: 'ui-kit/voice/make-voice.ts', bad: ["import '../../drivers/x.ts'"], good: ["import 'node:fs'"] },
  { rule: importsOverWalls, path: 'server/http/clerk.ts', bad: ["import '../store/store.ts'", "import '../live/sockets.ts'"], good: ["import '../engine/run-command.ts'"] },
  { rule: importsOverWalls, path: 'server/engine/run.ts', bad: ["import '../store/sqlite/open.ts'"], good: ["import '../store/store.ts'"] },
  { rule: importsOverWalls, path: 'server/store/store.ts', bad: ["import '../engine/run.ts'"], good: ["import 'better-sqlite3'"] },
  { rule: importsOverWalls, path: 'drivers/agent.ts', bad: ["import '../server/domain/hall.ts'"], good: ["import 'serialport'"] },
  { rule: importsOverWalls, path: 'server/app.ts', bad: [], good: ["import './store/sqlite/open.ts'"] },
  {
    rule: unusedExports,
    path: 'a.ts',
    bad: ['export const lonely = 1', 'export function lonely() {}', 'export interface Lonely {}', 'const b = 1\nexport { b }'],
    good: ['const own = 1', 'export interface Shape {}\nconst own: Shape = {}'],
  },
  { rule: longFiles, path: 'a.ts', bad: [lines(301)], good: [lines(300)] },
  { rule: longFiles, path: 'halls/demo.ts', bad: [], good: [lines(301)] },
  {
    rule: longFunctions,
    path: 'a.ts',
    bad: [`function f() {\n${lines(69)}}`, `const f = () => {\n${lines(69)}}`, `class A { m() {\n${lines(69)}} }`],
    good: [`function f() {\n${lines(68)}}`, `describe('x', () => {\n${lines(99)}})`],
  },
  {
    rule: defaultExports,
    path: 'a.ts',
    bad: ['export default 1', 'export default function f() {}', 'export { f as default }'],
    good: ['export const f = 1', "switch (a) {\n  default: f()\n}"],
  },
  { rule: wholesaleExports, path: 'a.ts', bad: ["export * from './b.ts'", "export * as b from './b.ts'"], good: ["export type * from './b.ts'"] },
  { rule: moduleLevelLet, path: 'a.ts', bad: ['let a = 1', 'export let a = 1', 'var a = 1'], good: ['const a = 1', 'function f() { let a = 1 }'] },
  {
    rule: moduleLevelLet,
    path: 'a.vue',
    bad: ['<script lang="ts">\nlet a = 1\n</script>'],
    good: ['<script setup lang="ts">\nlet a = 1\n</script>', '<template>\n  let\n</template>'],
  },
  { rule: anyTypes, path: 'a.ts', bad: ['const a: any = 1', 'f(a as any)', 'type A = any[]'], good: ['const any = 1', "const a = 'any'"] },
  {
    rule: commentsThatExcuse,
    path: 'a.ts',
    bad: ['// @ts-ignore\nf()', '/* eslint-disable */\nf()', 'f() // TODO later', 'f(/* @ts-expect-error */ a)'],
    good: ["const a = '// @ts-ignore'", 'const a = `${b} // TODO ${c}`', '// what to do'],
  },
  {
    rule: dishonestTests,
    path: 'a.test.ts',
    bad: ["test.only('x', f)", "describe.skip('x', f)", "it.concurrent.skip('x', f)", "test.skipIf(a)('x', f)", "vi.mock('./a.ts')"],
    good: ["test.each(a)('x', f)", 'vi.fn()', 'list.skip(3)'],
  },
  {
    rule: impureDomain,
    path: domain,
    bad: ['const a = Date.now()', 'new Date()', 'Math.random()', 'setTimeout(f, 1)', 'const a: Date = b', 'process.env'],
    good: ['const a = hall.process', 'const a = { process: 1 }', 'interface A { process: 1 }', 'const a = Math.max(1)', 'function f(process: 1) { return process }'],
  },
  { rule: impureDomain, path: 'server/engine/a.ts', bad: [], good: ['Date.now()'] },
]

const named = cases.map((each) => ({ ...each, name: `${each.rule.name} in ${each.path}` }))

test.each(named)('$name', ({ rule, path, bad, good }) => {
  for (const text of bad) expect(rule([parse({ path, text })]), text).not.toEqual([])
  for (const text of good) expect(rule([parse({ path, text })]), text).toEqual([])
})

test('a complaint names file and line, also in a .vue file', () => {
  const text = '<template>\n</template>\n<script setup lang="ts">\nconst a: any = 1\n</script>'
  expect(anyTypes([parse({ path: 'a.vue', text })])).toEqual(['a.vue:4 any: say what it is, or unknown'])
})

test('import cycles are found once each, types included', () => {
  const files = [
    parse({ path: 'b/one.ts', text: "import { two } from '../a/two.ts'" }),
    parse({ path: 'a/two.ts', text: "import type { Three } from './three.ts'" }),
    parse({ path: 'a/three.ts', text: "import { one } from '../b/one.ts'" }),
    parse({ path: 'a/four.ts', text: "import { one } from '../b/one.ts'" }),
  ]
  expect(importCycles(files)).toEqual(['import cycle: a/three.ts -> b/one.ts -> a/two.ts -> a/three.ts'])
  expect(importCycles(files.slice(1))).toEqual([])
})

test('an export is used by a named, a whole, a late or a passed-on import', () => {
  const source = { path: 'a.ts', text: 'export const a = 1' }
  const users = [
    "import { a } from './a.ts'",
    "import { a as b } from './a.ts'",
    "import * as b from './a.ts'",
    "const b = await import('./a.ts')",
    "const b = new Worker(new URL('./a.ts', import.meta.url))",
  ]
  for (const text of users) expect(unusedExports([source, { path: 'b.ts', text }].map(parse)), text).toEqual([])
  expect(unusedExports([source, { path: 'b.ts', text: "import { c } from './a.ts'" }].map(parse))).toHaveLength(1)
})

test('an import of a file that is not there', () => {
  const files = [parse({ path: 'a/b.ts', text: "import '../c.ts'" })]
  expect(importsOfNothing(files, new Set(['c.ts']))).toEqual([])
  expect(importsOfNothing(files, new Set(['a/c.ts']))).toEqual(['a/b.ts:1 imports c.ts, which does not exist'])
})

test('names', () => {
  const bad = ['server/callPolicy.ts', 'UI/a.ts', 'server/utils.ts', 'server/string-helpers.ts', 'common/a.ts', 'a/index.ts', 'a/types.ts', 'a/manager.ts', 'a/App.vue']
  for (const path of bad) expect(badNames([{ path, text: '' }]), path).not.toEqual([])
  const good = ['server/call-policy.ts', 'a/call.test.ts', 'vite.config.ts', 'ui-kit/voice/zh-CN/words.ts', 'a/manager/manager-view.ts', 'README.md']
  for (const path of good) expect(badNames([{ path, text: '' }]), path).toEqual([])
})

test('one plain JavaScript file', () => {
  expect(plainJavaScript([{ path: 'start.mjs', text: '' }])).toEqual([])
  for (const path of ['a/start.mjs', 'a.js', 'a.cjs']) expect(plainJavaScript([{ path, text: '' }])).toHaveLength(1)
})

test('paths of a machine', () => {
  const at = (text: string) => machinePaths([{ path: 'a.md', text }])
  for (const folder of ['work', 'tmp', 'root', 'home', 'Users']) expect(at(`see\n"/${folder}/paihao"`)).toHaveLength(1)
  expect(at('https://example.org/home/page and ./tmp/a and a/work/b')).toEqual([])
})

test('packages of another registry', () => {
  const lock = (host: string) => [{ path: 'package-lock.json', text: `"resolved": "https://${host}/vue/-/vue-3.tgz"` }]
  expect(foreignRegistries(lock('registry.npmjs.org'))).toEqual([])
  expect(foreignRegistries(lock('mirror.example'))).toHaveLength(1)
})

test('languages', () => {
  const complaints = (zh: object, en: object, english = 'en.json') =>
    languageGaps([
      { path: 'contract/languages/zh-CN.json', text: JSON.stringify(zh) },
      { path: `contract/languages/${english}`, text: JSON.stringify(en) },
    ])
  expect(complaints({ a: { b: '{n}人' } }, { a: { b: '{n} people' } })).toEqual([])
  expect(complaints({ desk: { b: '人' } }, { b: 'people' }, 'en/desk.json')).toEqual([])
  expect(complaints({ a: '人', b: '号' }, { a: 'people' })).toEqual(['en lacks b'])
  expect(complaints({ a: '人' }, { a: 'people', b: 'number' })).toEqual(['en has b, which zh-CN lacks'])
  expect(complaints({ a: '人' }, { a: ' ' })).toEqual(['en: a says nothing'])
  expect(complaints({ a: '{n}人' }, { a: '{count} people' })).toHaveLength(1)
  expect(complaints({ a: '人' }, { a: 'Leute' }, 'de.json')).toEqual(['contract/languages: en is missing'])
})
