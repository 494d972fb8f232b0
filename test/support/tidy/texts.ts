import type { TextFile } from './source.ts'

const machinePath = /(?<![\w.:/~-])\/(work|tmp|root|home|Users)\/[\w.-]+/gu
const lock = 'package-lock.json'

/** Folders of somebody's machine, which mean nothing on another. */
export function machinePaths(files: readonly TextFile[]): string[] {
  return files
    .filter(({ path }) => path !== lock)
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, at) => {
        const found = line.match(machinePath)
        return found ? [`${path}:${at + 1} names ${found.join(', ')}, a path of one machine`] : []
      }),
    )
}

/** Packages locked to another registry than npm's own cannot be installed elsewhere. */
export function foreignRegistries(files: readonly TextFile[]): string[] {
  const text = files.find(({ path }) => path === lock)?.text ?? ''
  const hosts = new Set([...text.matchAll(/"resolved": "(?:git\+)?(\w+:\/\/[^/"]+)/gu)].map((match) => match[1] ?? ''))
  return [...hosts].filter((host) => host !== 'https://registry.npmjs.org').map((host) => `${lock} takes packages from ${host}`)
}

function phrasesOf(value: unknown, at: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[at, value]]
  return Object.entries(value).flatMap(([key, inner]) => phrasesOf(inner, at ? `${at}.${key}` : key))
}

const blanks = (phrase: unknown) => [...new Set(String(phrase).match(/\{\w+\}/gu))].sort().join(' ')

interface Language {
  readonly name: string
  readonly phrases: ReadonlyMap<string, unknown>
}

/** One language is one file, languages/en.json, or a folder of parts, languages/en/desk.json. */
function languagesOf(files: readonly TextFile[]): Language[] {
  const all = new Map<string, Map<string, unknown>>()
  for (const { path, text } of files) {
    const [, name, part] = /^contract\/languages\/([\w-]+)(?:\/(.+))?\.json$/u.exec(path) ?? []
    if (!name) continue
    const phrases = all.get(name) ?? new Map<string, unknown>()
    for (const [key, phrase] of phrasesOf(JSON.parse(text), part ?? '')) phrases.set(key, phrase)
    all.set(name, phrases)
  }
  return [...all].map(([name, phrases]) => ({ name, phrases }))
}

/** Languages that lack a phrase, have one too many, leave one empty, or fill other blanks than zh-CN does. */
export function languageGaps(files: readonly TextFile[]): string[] {
  const languages = languagesOf(files)
  const first = languages.find(({ name }) => name === 'zh-CN')
  const absent = ['zh-CN', 'en'].filter((name) => languages.length > 0 && !languages.some((language) => language.name === name))
  if (!first || absent.length > 0) return absent.map((name) => `contract/languages: ${name} is missing`)
  return languages.flatMap(({ name, phrases }) => [
    ...[...first.phrases.keys()].filter((key) => !phrases.has(key)).map((key) => `${name} lacks ${key}`),
    ...[...phrases].flatMap(([key, phrase]) => {
      if (!first.phrases.has(key)) return [`${name} has ${key}, which zh-CN lacks`]
      if (typeof phrase !== 'string' || phrase.trim() === '') return [`${name}: ${key} says nothing`]
      const here = blanks(phrase)
      const there = blanks(first.phrases.get(key))
      return here === there ? [] : [`${name}: ${key} fills "${here}" where zh-CN fills "${there}"`]
    }),
  ])
}
