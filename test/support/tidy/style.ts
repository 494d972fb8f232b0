import ts from 'typescript'
import { complain, walk, type SourceFile } from './source.ts'

function findings(files: readonly SourceFile[], look: (node: ts.Node, file: SourceFile) => string | undefined): string[] {
  return files.flatMap((file) => {
    const found: string[] = []
    walk(file.tree, (node) => {
      const message = look(node, file)
      if (message !== undefined) found.push(complain(file, node, message))
    })
    return found
  })
}

export function defaultExports(files: readonly SourceFile[]): string[] {
  const hand = files.filter(({ path }) => !path.endsWith('.vue') && !/^[^/]+\.config\.ts$/u.test(path))
  return findings(hand, (node) => {
    const isDefault =
      ts.isExportAssignment(node) ||
      node.kind === ts.SyntaxKind.DefaultKeyword ||
      (ts.isExportSpecifier(node) && node.name.text === 'default')
    return isDefault && !ts.isDefaultClause(node.parent) ? 'default export: give it a name' : undefined
  })
}

/** `export *` hides who uses what. `export type *` may pass on a whole picture, as the contract does with its views. */
export function wholesaleExports(files: readonly SourceFile[]): string[] {
  return findings(files, (node) => {
    const whole = ts.isExportDeclaration(node) && !node.isTypeOnly && (!node.exportClause || ts.isNamespaceExport(node.exportClause))
    return whole ? 'export *: name what is passed on' : undefined
  })
}

/** State of a module is shared by every hall and every test in the process. */
export function moduleLevelLet(files: readonly SourceFile[]): string[] {
  const changeable = (node: ts.VariableStatement) => (node.declarationList.flags & ts.NodeFlags.Const) === 0
  return findings(
    files.filter(({ setup }) => !setup),
    (node) =>
      ts.isVariableStatement(node) && ts.isSourceFile(node.parent) && changeable(node) ? 'module-level let or var' : undefined,
  )
}

export function anyTypes(files: readonly SourceFile[]): string[] {
  return findings(files, (node) => (node.kind === ts.SyntaxKind.AnyKeyword ? 'any: say what it is, or unknown' : undefined))
}

const silencer = /@ts-(ignore|expect-error|nocheck)|eslint-disable|biome-ignore/u
const promise = /\b(TODO|FIXME|XXX|HACK)\b/u

/** Comments that switch a check off or promise work; strings may hold such words. */
export function commentsThatExcuse(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const found = new Set<string>()
    walk(file.tree, (node) => {
      if (node.kind === ts.SyntaxKind.TemplateMiddle || node.kind === ts.SyntaxKind.TemplateTail) return
      const trivia = file.tree.text.slice(node.getFullStart(), node.getStart(file.tree))
      const word = silencer.exec(trivia)?.[0] ?? promise.exec(trivia)?.[0]
      if (word) found.add(complain(file, node, `the comment above says ${word}`))
    })
    return [...found]
  })
}

const testCalls = new Set(['test', 'it', 'describe', 'suite'])
const leavesOut = new Set(['only', 'skip', 'todo', 'fails', 'skipIf', 'runIf'])
const mocks = new Set(['mock', 'doMock', 'hoisted', 'stubGlobal'])

function leftmost(node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return leftmost(node.expression)
  return ts.isIdentifier(node) ? node.text : ''
}

/** Tests that are left out, and modules replaced by mocks. */
export function dishonestTests(files: readonly SourceFile[]): string[] {
  return findings(files, (node) => {
    if (!ts.isPropertyAccessExpression(node)) return undefined
    const root = leftmost(node.expression)
    const name = node.name.text
    if (testCalls.has(root) && leavesOut.has(name)) return `${root}.${name} leaves tests out`
    return root === 'vi' && mocks.has(name) ? `vi.${name} replaces what should be tried` : undefined
  })
}
