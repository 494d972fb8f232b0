import type { TextFile } from './source.ts'

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))*\.(ts|vue|css)$/u
const folder = /^(\.?[a-z0-9]+(-[a-z0-9]+)*|[a-z]{2}-[A-Z]{2})$/u
const empty = /^(.*-)?(utils?|helpers?|common|misc)$/u
/** As a file; a folder may be named for the hall's manager, who is a person here. */
const emptyFile = /^(manager|types|index)$/u

/** Names that are not kebab-case, and names that say nothing about what is inside. */
export function badNames(files: readonly TextFile[]): string[] {
  return files
    .filter(({ path }) => /\.(ts|vue|css)$/u.test(path))
    .flatMap(({ path }) => {
      const parts = path.split('/')
      const name = parts.pop() ?? ''
      const stem = name.replace(/\..*$/u, '')
      const hollow = [...[...parts, stem].filter((part) => empty.test(part)), ...(emptyFile.test(stem) ? [stem] : [])]
      return [
        ...(kebab.test(name) && parts.every((part) => folder.test(part)) ? [] : [`${path}: write names in kebab-case`]),
        ...hollow.map((part) => `${path}: "${part}" says nothing; name the noun it holds or the verb it does`),
      ]
    })
}

/** start.mjs runs before anything is installed; everything else is TypeScript. */
export function plainJavaScript(files: readonly TextFile[]): string[] {
  return files
    .filter(({ path }) => /\.[cm]?jsx?$/u.test(path) && path !== 'start.mjs')
    .map(({ path }) => `${path}: only start.mjs may be plain JavaScript`)
}
