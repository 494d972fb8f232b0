import ts from 'typescript'
import { importsOf } from './imports.ts'
import { complain, walk, type SourceFile } from './source.ts'

/** Rings of imports, each named once, from its alphabetically first file. Types count: they tie files together just as well. */
export function importCycles(files: readonly SourceFile[]): string[] {
  const edges = new Map(
    files.map((file) => [file.path, importsOf(file).flatMap(({ target }) => (target === undefined ? [] : [target]))]),
  )
  const rings = new Set<string>()
  const finished = new Set<string>()
  const trail: string[] = []

  const follow = (path: string): void => {
    const start = trail.indexOf(path)
    if (start >= 0) {
      rings.add(ringName(trail.slice(start)))
      return
    }
    if (finished.has(path)) return
    trail.push(path)
    for (const next of edges.get(path) ?? []) follow(next)
    trail.pop()
    finished.add(path)
  }
  for (const path of edges.keys()) follow(path)
  return [...rings]
}

function ringName(ring: readonly string[]): string {
  const first = ring.indexOf([...ring].sort()[0] ?? '')
  const turned = [...ring.slice(first), ...ring.slice(0, first)]
  return `import cycle: ${[...turned, turned[0]].join(' -> ')}`
}

const isExported = (node: ts.Statement) =>
  ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)

function declaredNames(node: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.flatMap(({ name }) => bindingNames(name))
  const named =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  return named && node.name ? [node.name.text] : []
}

function bindingNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : bindingNames(element.name)))
}

interface Exported {
  readonly name: string
  readonly node: ts.Node
}

function exportsOf(file: SourceFile): Exported[] {
  return file.tree.statements.flatMap((node): Exported[] => {
    if (ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause)) {
      return node.exportClause.elements.map((element) => ({ name: element.name.text, node: element }))
    }
    return isExported(node) ? declaredNames(node).map((name) => ({ name, node })) : []
  })
}

const isType = (node: ts.Node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)

function timesNamed(file: SourceFile, name: string): number {
  const names: string[] = []
  walk(file.tree, (node) => ts.isIdentifier(node) && node.text === name && names.push(name))
  return names.length
}

/**
 * Exports that no other file takes. What only a test takes is used: that is how a rule is tried. A type that its own
 * file uses stands in the signature of something, and whoever calls that must be able to name it.
 */
export function unusedExports(files: readonly SourceFile[]): string[] {
  const taken = new Set<string>()
  const takenWhole = new Set<string>()
  for (const { target, names } of files.flatMap(importsOf)) {
    if (target === undefined) continue
    if (names === 'all') takenWhole.add(target)
    else for (const name of names) taken.add(`${target}#${name}`)
  }
  return files
    .filter(({ path }) => !takenWhole.has(path) && !path.endsWith('.config.ts'))
    .flatMap((file) =>
      exportsOf(file)
        .filter(({ name }) => !taken.has(`${file.path}#${name}`))
        .filter(({ name, node }) => !isType(node) || timesNamed(file, name) === 1)
        .map(({ name, node }) => complain(file, node, `exports ${name}, which nobody imports`)),
    )
}
