import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { callsNewerThan, styleNewerThan, syntaxNewerThan } from './support/newer-than.ts'
import { parse, readRepository, sourcesOf } from './support/tidy/source.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')

/** Files of a build with that ending. `npm test` and `npm run build` build first. */
function built(mode: string, ending: string): { name: string; text: string }[] {
  const folder = join(dist, mode)
  if (!existsSync(folder)) throw new Error(`dist/${mode} is missing: npm run build`)
  const names = readdirSync(folder).filter((name) => name.endsWith(ending))
  return names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

// Cheap televisions and kiosks carry Chromium 64, phones 61, the hall's desks 78; nobody updates them.
const engines = [
  { mode: 'hall', chromium: 64 },
  { mode: 'phone', chromium: 61 },
  { mode: 'staff', chromium: 78 },
] as const

test.each(engines)('the $mode screens keep to what Chromium $chromium knows', ({ mode, chromium }) => {
  const scripts = built(mode, '.js')
  expect(scripts.length).toBeGreaterThan(0)
  const faults = [
    ...scripts.flatMap(({ name, text }) => syntaxNewerThan(chromium, text).map((fault) => `${name}: ${fault}`)),
    ...built(mode, '.css').flatMap(({ name, text }) => styleNewerThan(chromium, text).map((fault) => `${name}: ${fault}`)),
  ]
  expect(faults).toEqual([])
})

test('hand-written screens call nothing that an old engine lacks', () => {
  // The phone shares ui-kit and contract: there the oldest engine counts.
  const oldest = { 'kiosk-ui/booking/': 61, 'ui-kit/': 61, 'contract/': 61, 'kiosk-ui/': 64, 'display-ui/': 64, 'counter-ui/': 78 }
  const sources = sourcesOf(readRepository(root)).filter(({ path }) => !/(^|\/)make-[^/]+$|^ui-kit\/voice\//u.test(path))
  const faults = Object.entries(oldest).flatMap(([folder, chromium]) =>
    sources
      .filter(({ path }) => path.startsWith(folder))
      .flatMap(({ path, tree }) => callsNewerThan(chromium, tree).map((fault) => `${path}: ${fault}`)),
  )
  expect(faults).toEqual([])
})

/** Scripts and styles a page names, and what its scripts import in turn; in bytes as sent, compressed. */
function firstLoad(mode: string, page: string): number {
  const files = new Map([...built(mode, '.js'), ...built(mode, '.css')].map(({ name, text }) => [name, text]))
  const html = readFileSync(join(dist, mode, page, 'index.html'), 'utf8')
  const wanted = new Set<string>()
  const want = (text: string): void => {
    for (const [name, inside] of files) {
      if (!text.includes(name) || wanted.has(name)) continue
      wanted.add(name)
      want(inside)
    }
  }
  want(html)
  return gzipSync(html).length + [...wanted].reduce((sum, name) => sum + gzipSync(files.get(name) ?? '').length, 0)
}

test.each([
  { mode: 'hall', page: 'display-ui', most: 60_000 },
  { mode: 'hall', page: 'kiosk-ui', most: 100_000 },
  { mode: 'phone', page: 'kiosk-ui/booking', most: 65_000 },
  { mode: 'phone', page: 'kiosk-ui/booking/book', most: 65_000 },
  { mode: 'phone', page: 'kiosk-ui/booking/complain', most: 55_000 },
])('the first load of $page is at most $most bytes', ({ mode, page, most }) => {
  const bytes = firstLoad(mode, page)
  expect(bytes).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThanOrEqual(most)
})

test('newer syntax is noticed', () => {
  const newer = [
    'a?.b',
    'a ?? b',
    'a ??= b',
    'try { a() } catch { b() }',
    'class A { a = 1 }',
    'class A { #a() {} }',
    'const a = 1n',
    'const a = 1_000',
  ]
  for (const script of newer) expect(syntaxNewerThan(64, script), script).toHaveLength(1)
  expect(syntaxNewerThan(64, 'const { a, ...b } = { ...c }; async function f() { await import("x") }')).toEqual([])
  expect(syntaxNewerThan(61, 'import("x")')).toHaveLength(1)
})

test('newer calls are noticed', () => {
  const calls = (text: string) => callsNewerThan(64, parse({ path: 'a.ts', text }).tree)
  for (const text of ['a.replaceAll(b, c)', 'structuredClone(a)', 'a.at(-1)', 'new AbortController()']) expect(calls(text), text).toHaveLength(1)
  for (const text of ['clock.at(noon)', 'a.map(b)', 'if (typeof AbortController === "function") a = new AbortController()']) {
    expect(calls(text), text).toEqual([])
  }
})

test('newer styles are noticed', () => {
  const newer = ['a{inset:0}', 'a{grid-gap:1px;gap:1px}', 'a{width:clamp(1px,2px,3px)}', 'a{color:red;aspect-ratio:1}']
  for (const style of newer) expect(styleNewerThan(64, style), style).toHaveLength(1)
  expect(styleNewerThan(64, 'a{grid-gap:1px;top:0;max-width:3px}')).toEqual([])
  expect(styleNewerThan(78, 'a{gap:1px;display:flex}')).toHaveLength(1)
  expect(styleNewerThan(78, 'a{gap:1px;display:grid}b{display:flex}')).toEqual([])
})
