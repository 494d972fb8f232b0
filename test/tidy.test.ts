import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { impureDomain } from './support/tidy/domain.ts'
import { importCycles, unusedExports } from './support/tidy/graph.ts'
import { importsOfNothing, importsOverWalls } from './support/tidy/imports.ts'
import { badNames, plainJavaScript } from './support/tidy/names.ts'
import { longFiles, longFunctions } from './support/tidy/size.ts'
import { readRepository, sourcesOf } from './support/tidy/source.ts'
import {
  anyTypes,
  commentsThatExcuse,
  defaultExports,
  dishonestTests,
  moduleLevelLet,
  wholesaleExports,
} from './support/tidy/style.ts'
import { foreignRegistries, languageGaps, machinePaths } from './support/tidy/texts.ts'

// The house of ARCHITECTURE.md, as a test. Each rule is shown to complain in tidy-rules.test.ts.
const files = readRepository(resolve(dirname(fileURLToPath(import.meta.url)), '..'))
const sources = sourcesOf(files)

test('the files were found', () => {
  expect(sources.length).toBeGreaterThan(20)
})

test.each([
  ['imports stay inside the walls of the house', importsOverWalls],
  ['no import cycles', importCycles],
  ['no unused exports', unusedExports],
  ['no long files', longFiles],
  ['no long functions', longFunctions],
  ['no default exports', defaultExports],
  ['no export *', wholesaleExports],
  ['no module-level let', moduleLevelLet],
  ['no any', anyTypes],
  ['no comments that excuse', commentsThatExcuse],
  ['no tests left out, no mocked modules', dishonestTests],
  ['the domain is pure', impureDomain],
])('%s', (_, rule) => {
  expect(rule(sources)).toEqual([])
})

test.each([
  ['names are kebab-case and say something', badNames],
  ['only start.mjs is plain JavaScript', plainJavaScript],
  ['no path of a machine', machinePaths],
  ['packages come from npm', foreignRegistries],
  ['languages say the same things', languageGaps],
])('%s', (_, rule) => {
  expect(rule(files)).toEqual([])
})

test('imports name files that exist', () => {
  expect(importsOfNothing(sources, new Set(files.map(({ path }) => path)))).toEqual([])
})
