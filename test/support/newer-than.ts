import ts from 'typescript'

/** Chromium that first understood a piece of syntax; after the feature tables of MDN and chromestatus.com. */
function syntaxSince(node: ts.Node): [number, string] | undefined {
  if (ts.isClassStaticBlockDeclaration(node)) return [94, 'static block']
  if (ts.isBinaryExpression(node) && /^(\?\?|\|\||&&)=$/u.test(node.operatorToken.getText())) return [85, 'logical assignment']
  if (ts.isBinaryExpression(node) && node.operatorToken.getText() === '??') return [80, '??']
  if (node.kind === ts.SyntaxKind.QuestionDotToken) return [80, '?.']
  if (ts.isNumericLiteral(node) && node.getText().includes('_')) return [75, 'numeric separator']
  if (ts.isPrivateIdentifier(node)) return [74, '#private']
  if (ts.isPropertyDeclaration(node)) return [72, 'class field']
  if (ts.isBigIntLiteral(node)) return [67, 'BigInt']
  if (ts.isCatchClause(node) && !node.variableDeclaration) return [66, 'catch without a name']
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return [64, 'import.meta']
  if (ts.isForOfStatement(node) && node.awaitModifier) return [63, 'for await']
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return [63, 'import()']
  if (ts.isSpreadAssignment(node)) return [60, 'object spread']
  return undefined
}

/** Methods an author may call without thinking, and the first Chromium that has them. No builder adds them. */
const methodsSince: Readonly<Record<string, number>> = {
  at: 92,
  allSettled: 76,
  findLast: 97,
  findLastIndex: 97,
  flat: 69,
  flatMap: 69,
  fromEntries: 73,
  groupBy: 117,
  hasOwn: 93,
  matchAll: 73,
  randomUUID: 92,
  replaceAll: 85,
  replaceChildren: 86,
  toReversed: 110,
  toSorted: 110,
  trimEnd: 66,
  trimStart: 66,
}

const functionsSince: Readonly<Record<string, number>> = { structuredClone: 98, queueMicrotask: 71 }

const buildersSince: Readonly<Record<string, number>> = { AbortController: 66, ResizeObserver: 64, BroadcastChannel: 54 }

/** `at` is a good name for methods of our own; with a figure it is the one of arrays. */
const isOwnAt = (call: ts.CallExpression, name: string) => name === 'at' && !/^-?\d+$/u.test(call.arguments[0]?.getText() ?? '')

function lateCall(node: ts.Node): [number, string] | undefined {
  const since = (table: Readonly<Record<string, number>>, name: string): [number, string] | undefined => {
    const first = Object.entries(table).find(([known]) => known === name)?.[1]
    return first === undefined ? undefined : [first, name]
  }
  if (ts.isNewExpression(node)) return since(buildersSince, node.expression.getText())
  if (!ts.isCallExpression(node)) return undefined
  const { expression } = node
  if (ts.isIdentifier(expression)) return since(functionsSince, expression.text)
  if (!ts.isPropertyAccessExpression(expression) || isOwnAt(node, expression.name.text)) return undefined
  return since(methodsSince, expression.name.text)
}

function findings(tree: ts.SourceFile, version: number, look: (node: ts.Node) => [number, string] | undefined): string[] {
  const found = new Set<string>()
  const visit = (node: ts.Node): void => {
    const [since, name] = look(node) ?? [0, '']
    if (since > version) found.add(`${name} (Chromium ${since})`)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return [...found]
}

/** Syntax in a built script that Chromium `version` cannot read, each kind once. */
export function syntaxNewerThan(version: number, script: string): string[] {
  return findings(ts.createSourceFile('screen.js', script, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS), version, syntaxSince)
}

/** What a hand-written source calls though Chromium `version` lacks it. A file that asks `typeof X` first may use X. */
export function callsNewerThan(version: number, source: ts.SourceFile): string[] {
  return findings(source, version, lateCall).filter((fault) => !source.text.includes(`typeof ${fault.split(' ')[0]}`))
}

const styleSince: readonly (readonly [number, string, RegExp])[] = [
  [88, 'aspect-ratio', /[{;]aspect-ratio:/u],
  [87, 'inset', /[{;]inset:/u],
  [84, 'gap between flex children', /\{[^{}]*display:(inline-)?flex[^{}]*\}/gu],
  [79, 'min(), max() or clamp()', /[:\s,(](min|max|clamp)\(/u],
  [66, 'gap in a grid (write grid-gap)', /[{;](row-|column-)?gap:/u],
]

/** What a minified style sheet uses that Chromium `version` does not know. */
export function styleNewerThan(version: number, style: string): string[] {
  return styleSince.flatMap(([since, name, pattern]) => {
    if (since <= version) return []
    const found = pattern.global
      ? [...style.matchAll(pattern)].some(([block]) => /[{;](row-|column-)?gap:/u.test(block))
      : pattern.test(style)
    return found ? [`${name} (Chromium ${since})`] : []
  })
}
