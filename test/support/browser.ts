import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { chromium, type Browser } from 'playwright-core'
import subsetFont from 'subset-font'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const cache = join(root, 'node_modules', '.cache', 'paihao')
const packed = join(root, 'node_modules', '@sparticuz', 'chromium', 'bin')
const fonts = join(root, 'ui-kit', 'fonts')

// Nothing here may phone home or wait for a person: tests run without a screen and often without the internet.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
]

interface Program {
  readonly path: string
  /** Folder of shared libraries the machine lacks; undefined where it has its own. */
  readonly libraries: string | undefined
}

/** Makes `name` under the cache once: another test process may be making it at the same time, so it appears whole or not at all. */
async function makeOnce(name: string, make: (folder: string) => Promise<void> | void): Promise<string> {
  const done = join(cache, name)
  if (existsSync(done)) return done
  mkdirSync(cache, { recursive: true })
  const draft = mkdtempSync(join(cache, `${name}-`))
  await make(draft)
  try {
    renameSync(draft, done)
  } catch (fault) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(done)) throw fault
  }
  return done
}

function unpackFile(archive: string): Buffer {
  return brotliDecompressSync(readFileSync(join(packed, archive)))
}

/** Reads the plain files of a tar archive (POSIX ustar: 512-byte headers, size in octal at 124, type at 156). */
function untar(tar: Buffer, folder: string): void {
  const text = (at: number, length: number) => tar.toString('utf8', at, at + length).replace(/\0.*$/su, '')
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8)
    const type = text(at + 156, 1)
    if (type === '0' || type === '') {
      const path = join(folder, text(at, 100))
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, tar.subarray(at + 512, at + 512 + size), { mode: 0o755 })
    }
    at += 512 + Math.ceil(size / 512) * 512
  }
}

function machineHasNss(): boolean {
  const folders = ['/usr/lib/x86_64-linux-gnu', '/lib/x86_64-linux-gnu', '/usr/lib64', '/lib64', '/usr/lib', '/lib']
  return folders.some((folder) => existsSync(join(folder, 'libnss3.so')))
}

async function browserOfNpm(): Promise<Program> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The browser inside npm is for Linux on x64: set CHROME to the path of a Chromium or Chrome.')
  }
  const folder = await makeOnce('chromium-147.0.0', (draft) => {
    writeFileSync(join(draft, 'chromium'), unpackFile('chromium.br'), { mode: 0o755 })
    untar(unpackFile('al2023.tar.br'), draft)
  })
  return { path: join(folder, 'chromium'), libraries: machineHasNss() ? undefined : join(folder, 'lib') }
}

async function findBrowser(): Promise<Program> {
  const own = process.env['CHROME']
  if (own) {
    if (!existsSync(own)) throw new Error(`CHROME names ${own}, which does not exist.`)
    return { path: own, libraries: undefined }
  }
  const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const path = system.find((candidate) => existsSync(candidate))
  return path ? { path, libraries: undefined } : browserOfNpm()
}

/** A fontconfig file that knows only our font: pictures are the same on every machine, and Chinese is drawn on one without fonts. */
export async function fontConfig(): Promise<string> {
  const folder = await makeOnce('fonts', async (draft) => {
    for (const name of ['noto-sans-sc-regular', 'noto-sans-sc-bold']) {
      // fontconfig reads no woff2.
      const font = readFileSync(join(fonts, `${name}.woff2`))
      writeFileSync(join(draft, `${name}.ttf`), await subsetFont(font, undefined, { keepAllGlyphs: true, targetFormat: 'truetype' }))
    }
  })
  const file = join(folder, 'fonts.conf')
  const families = ['sans-serif', 'serif', 'monospace', 'system-ui']
  const aliases = families.map((family) => `<alias><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`)
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>` +
      `<dir>${folder}</dir><cachedir>${join(folder, 'cache')}</cachedir>${aliases.join('')}</fontconfig>`,
  )
  return file
}

/** Opens a headless browser; the caller closes it. Throws, naming what is missing, when there is none on this machine. */
export async function openBrowser(): Promise<Browser> {
  const { path, libraries } = await findBrowser()
  const inherited = Object.fromEntries(Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])))
  const libraryPath = [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':')
  return chromium.launch({
    executablePath: path,
    headless: true,
    args: flags,
    env: { ...inherited, FONTCONFIG_FILE: await fontConfig(), ...(libraries && { LD_LIBRARY_PATH: libraryPath }) },
  })
}
