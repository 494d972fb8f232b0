import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** One text file of the repository. `path` is relative to its root, with forward slashes. */
export interface TextFile {
  readonly path: string
  readonly text: string
}

/** A hand-written .ts or .vue file with its script parsed; lines of a .vue keep their numbers. */
export interface SourceFile extends TextFile {
  readonly tree: ts.SourceFile
  /** True for `<script setup>`, whose top level runs once for each component and not once for the module. */
  readonly setup: boolean
}

const left = new Set(['node_modules', 'dist', '.git', 'data', '.cache', '.vscode', '.idea'])
const textual = /\.(ts|vue|mjs|cjs|js|jsx|json|ya?ml|md|css|html|sql|sh|txt|svg)$|(^|\/)(\.ci\/run|LICENSE|\.[a-z]+)$/u

function paths(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (entry.isDirectory()) return left.has(entry.name) ? [] : paths(root, path)
    return entry.isFile() && !entry.name.endsWith('.log') ? [path] : []
  })
}

/** Every file under `root` that could be committed; the text of pictures, fonts and sounds is left empty. */
export function readRepository(root: string): TextFile[] {
  return paths(root, '').map((path) => ({ path, text: textual.test(path) ? readFileSync(join(root, path), 'utf8') : '' }))
}

/** Keeps what stands inside `<script>` blocks and blanks the other lines. */
function scriptOf(text: string): { script: string; setup: boolean } {
  let setup = false
  let inside = false
  const lines = text.split('\n').map((line) => {
    const opening = /^<script\b([^>]*)>/u.exec(line)
    if (opening) {
      inside = !line.includes('</script>')
      setup ||= /\bsetup\b/u.test(opening[1] ?? '')
      return ''
    }
    if (line.startsWith('</script>')) inside = false
    return inside ? line : ''
  })
  return { script: lines.join('\n'), setup }
}

export function parse(file: TextFile): SourceFile {
  const { script, setup } = file.path.endsWith('.vue') ? scriptOf(file.text) : { script: file.text, setup: false }
  return { ...file, setup, tree: ts.createSourceFile(file.path, script, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS) }
}

/** The sources among the files: .ts and .vue, without declarations written for packages that bring none. */
export function sourcesOf(files: readonly TextFile[]): SourceFile[] {
  return files.filter(({ path }) => /\.(ts|vue)$/u.test(path) && !path.endsWith('.d.ts')).map(parse)
}

export function complain(file: SourceFile, node: ts.Node, message: string): string {
  const { line } = file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree))
  return `${file.path}:${line + 1} ${message}`
}

/** Calls `visit` for every node of the tree, from the top. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}
