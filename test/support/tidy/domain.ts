import ts from 'typescript'
import { complain, walk, type SourceFile } from './source.ts'

/** What differs from one run to the next, or reaches out of the process: replay and simulation need the same answer twice. */
const impure = new Set(
  [
    'Date performance process console crypto fetch require Buffer globalThis WebSocket Worker',
    'setTimeout setInterval setImmediate clearTimeout clearInterval queueMicrotask requestAnimationFrame',
  ].flatMap((names) => names.split(' ')),
)

function isNameOfMember(node: ts.Identifier): boolean {
  const { parent } = node
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isQualifiedName(parent) && parent.right === node) ||
    ts.isPropertyAssignment(parent) && parent.name === node ||
    ts.isPropertySignature(parent) ||
    ts.isBindingElement(parent) && parent.propertyName === node ||
    ts.isMethodSignature(parent)
  )
}

function declaredIn(tree: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  walk(tree, (node) => {
    const declares = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isFunctionDeclaration(node) || ts.isBindingElement(node)
    if (declares && node.name && ts.isIdentifier(node.name)) names.add(node.name.text)
  })
  return names
}

/** Clocks, chance, timers and the outside world inside server/domain. Imports are the walls' business. */
export function impureDomain(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => path.startsWith('server/domain/'))
    .flatMap((file) => {
      const own = declaredIn(file.tree)
      const found: string[] = []
      walk(file.tree, (node) => {
        if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random') {
          found.push(complain(file, node, 'Math.random: chance comes in with the command'))
        }
        if (ts.isIdentifier(node) && impure.has(node.text) && !own.has(node.text) && !isNameOfMember(node)) {
          found.push(complain(file, node, `${node.text} in the domain: it must come in from outside`))
        }
      })
      return found
    })
}
