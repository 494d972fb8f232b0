import ts from 'typescript'
import { complain, walk, type SourceFile } from './source.ts'

const fileLimit = 300
const functionLimit = 70

/** Tables of facts may be as long as the facts are. */
const facts = /^halls\/|^contract\/languages\/|\/vectors\//u

export function longFiles(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !facts.test(path))
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/u, '').split('\n').length }))
    .filter(({ lines }) => lines > fileLimit)
    .map(({ path, lines }) => `${path} has ${lines} lines, ${fileLimit} are allowed`)
}

/** A describe block is a heading over tests, not something a reader holds in mind at once. */
function isDescribeBody(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/u.test(node.parent.expression.getText())
}

export function longFunctions(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !facts.test(path))
    .flatMap((file) => {
      const found: string[] = []
      walk(file.tree, (node) => {
        if (!ts.isFunctionLike(node) || isDescribeBody(node)) return
        const line = (position: number) => file.tree.getLineAndCharacterOfPosition(position).line
        const lines = line(node.getEnd()) - line(node.getStart(file.tree)) + 1
        if (lines > functionLimit) found.push(complain(file, node, `a function of ${lines} lines, ${functionLimit} are allowed`))
      })
      return found
    })
}
