import { posix } from 'node:path'
import ts from 'typescript'
import { complain, walk, type SourceFile } from './source.ts'

export interface Import {
  readonly node: ts.Node
  readonly specifier: string
  /** Path in the repository, or undefined for a package or a module of Node. */
  readonly target: string | undefined
  readonly typeOnly: boolean
  /** Names taken from the target ('default' for a default import), or 'all' where any could be. */
  readonly names: readonly string[] | 'all'
}

function resolve(file: SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  return posix.normalize(posix.join(posix.dirname(file.path), specifier.replace(/\?.*$/u, '')))
}

function clauseNames(clause: ts.ImportClause | undefined): readonly string[] | 'all' {
  if (!clause) return []
  const bindings = clause.namedBindings
  if (bindings && ts.isNamespaceImport(bindings)) return 'all'
  const named = bindings ? bindings.elements.map((element) => (element.propertyName ?? element.name).text) : []
  return clause.name ? ['default', ...named] : named
}

function clauseIsTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const bindings = clause.namedBindings
  if (clause.name || !bindings || ts.isNamespaceImport(bindings)) return false
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly)
}

function exportNames(node: ts.ExportDeclaration): readonly string[] | 'all' {
  const clause = node.exportClause
  if (!clause || ts.isNamespaceExport(clause)) return 'all'
  return clause.elements.map((element) => (element.propertyName ?? element.name).text)
}

/** The module text of `import('x')`, of `import('x').T`, and of `new URL('x.ts', …)` that starts a worker. */
function lateSpecifier(node: ts.Node): string | undefined {
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return node.argument.literal.text
  }
  const [first] = ts.isCallExpression(node) || ts.isNewExpression(node) ? (node.arguments ?? []) : []
  if (!first || !ts.isStringLiteralLike(first)) return undefined
  if (ts.isCallExpression(node)) return node.expression.kind === ts.SyntaxKind.ImportKeyword ? first.text : undefined
  const isModule = ts.isNewExpression(node) && node.expression.getText() === 'URL' && /^\..*\.ts$/u.test(first.text)
  return isModule ? first.text : undefined
}

/** Everything a file imports or passes on, in whatever form it says so. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = []
  const add = (node: ts.Node, specifier: string, typeOnly: boolean, names: readonly string[] | 'all') =>
    found.push({ node, specifier, target: resolve(file, specifier), typeOnly, names })
  walk(file.tree, (node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node, node.moduleSpecifier.text, clauseIsTypeOnly(node.importClause), clauseNames(node.importClause))
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node, node.moduleSpecifier.text, node.isTypeOnly, exportNames(node))
    } else {
      const late = lateSpecifier(node)
      if (late !== undefined) add(node, late, ts.isImportTypeNode(node), 'all')
    }
  })
  return found
}

interface Wall {
  /** Path prefix of the importing files; the first wall that fits counts. */
  readonly from: string
  readonly may: readonly string[]
  /** Only their types. */
  readonly types?: readonly string[]
  /** Packages, where not all are welcome. */
  readonly packages?: readonly string[]
}

/** The table "who may import whom" of ARCHITECTURE.md. Files at the top of server/ compose and may import everything. */
const walls: readonly Wall[] = [
  { from: 'server/domain/', may: ['server/domain/'], packages: [] },
  { from: 'contract/client.ts', may: ['contract/'], types: ['server/domain/'], packages: ['typebox', 'socket.io-client'] },
  { from: 'contract/', may: ['contract/'], types: ['server/domain/'], packages: ['typebox'] },
  { from: 'ui-kit/', may: ['ui-kit/', 'contract/'] },
  { from: 'server/store/', may: ['server/store/', 'server/domain/'] },
  { from: 'server/engine/', may: ['server/engine/', 'server/domain/', 'server/store/store.ts'] },
  { from: 'server/http/', may: ['server/http/', 'contract/', 'server/engine/', 'server/domain/'] },
  { from: 'server/live/', may: ['server/live/', 'contract/', 'server/engine/', 'server/domain/'] },
  { from: 'server/config/', may: ['server/config/', 'server/domain/', 'contract/'] },
  { from: 'kiosk-ui/', may: ['kiosk-ui/', 'contract/', 'ui-kit/'] },
  { from: 'display-ui/', may: ['display-ui/', 'contract/', 'ui-kit/'] },
  { from: 'counter-ui/', may: ['counter-ui/', 'contract/', 'ui-kit/'] },
  { from: 'drivers/', may: ['drivers/', 'contract/'] },
]

const browserFolders = /^(ui-kit|kiosk-ui|display-ui|counter-ui)\//u
/** Files that make clips or fonts before anything is built run under Node though they live beside browser code. */
const maker = /(^|\/)make-[a-z-]+\.ts$/u

const packageOf = (specifier: string) => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
const under = (target: string, prefixes: readonly string[]) => prefixes.some((prefix) => target.startsWith(prefix))

function trespass(file: SourceFile, wall: Wall, taken: Import): string | undefined {
  if (taken.target !== undefined) {
    if (under(taken.target, wall.may)) return undefined
    if (under(taken.target, wall.types ?? [])) {
      return taken.typeOnly ? undefined : `${wall.from} may take only types from ${taken.target}: write "import type"`
    }
    return `${wall.from} may not import ${taken.target}`
  }
  if (wall.packages && !wall.packages.includes(packageOf(taken.specifier))) {
    return `${wall.from} may not import ${taken.specifier}`
  }
  const inBrowser = browserFolders.test(file.path) && !maker.test(file.path)
  return inBrowser && taken.specifier.startsWith('node:') ? `a browser has no ${taken.specifier}` : undefined
}

/** Imports over a wall of the house. */
export function importsOverWalls(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const wall = walls.find(({ from }) => file.path.startsWith(from))
    if (!wall) return []
    return importsOf(file).flatMap((taken) => {
      const fault = trespass(file, wall, taken)
      return fault ? [complain(file, taken.node, fault)] : []
    })
  })
}

/** Imports whose file does not exist, or is written without its ending. */
export function importsOfNothing(files: readonly SourceFile[], paths: ReadonlySet<string>): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ node, target }) =>
      target === undefined || paths.has(target) ? [] : [complain(file, node, `imports ${target}, which does not exist`)],
    ),
  )
}
