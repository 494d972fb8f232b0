// The first thing `npm start` and `npm test` run, on a clone where nothing is installed yet: hence plain JavaScript
// and nothing but Node's own modules. It installs what is missing, builds the screens that changed, then goes on.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

const root = dirname(fileURLToPath(import.meta.url))
const cache = join(root, 'node_modules', '.cache', 'paihao')
const modules = join(root, 'node_modules')

/** What each Vite mode is made from: a build is redone only when one of its files changed. */
const builds = {
  hall: ['kiosk-ui', 'display-ui', 'ui-kit', 'contract', 'vite.config.ts', 'package-lock.json'],
  phone: ['kiosk-ui', 'ui-kit', 'contract', 'vite.config.ts', 'package-lock.json'],
  staff: ['counter-ui', 'ui-kit', 'contract', 'vite.config.ts', 'package-lock.json'],
  server: ['server', 'contract', 'drivers', 'vite.config.ts', 'package-lock.json'],
  agent: ['contract', 'drivers', 'vite.config.ts', 'package-lock.json'],
  bench: ['test/bench/bare-server.ts', 'vite.config.ts', 'package-lock.json'],
}
const everyday = ['hall', 'phone', 'staff', 'server']

/** Commands that run one TypeScript file; `needs` are built first. */
const scripts = {
  day: { file: 'test/sim/play-day.ts', needs: everyday },
  bench: { file: 'test/bench/bench.ts', needs: [...everyday, 'bench'] },
  'old-screens': { file: 'test/old-screens/old-screens.ts', needs: everyday },
  kill: { file: 'test/bench/kill-storm.ts', needs: ['server'] },
  'hardware-day': { file: 'test/bench/hardware-day.ts', needs: ['server'] },
  'print-storm': { file: 'test/bench/print-storm.ts', needs: [] },
  voice: { file: 'ui-kit/voice/make-pack.ts', needs: [] },
  'hall-schema': { file: 'server/config/write-hall-schema.ts', needs: [] },
  agent: { file: 'dist/agent/main.js', needs: ['agent'] },
  'integration-key': { file: 'server/integration-key.ts', needs: [] },
  'new-hall': { file: 'server/new-hall.ts', needs: [] },
  capture: { file: 'drivers/capture-port.ts', needs: [] },
}

const notBuilt = '生成失败，原因见上。/ It could not be built, see above.'

const say = (line) => process.stderr.write(`${line}\n`)

function stop(message) {
  say(message)
  process.exit(1)
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  stop(
    `排号需要 Node.js 20.19 或更新版本，当前为 ${process.versions.node}。请到 https://nodejs.org 安装后重试。\n` +
      `Paihao needs Node.js 20.19 or newer; this is ${process.versions.node}. Please install it from https://nodejs.org and try again.`,
  )
}

// ---- installing ----

const readText = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '')

/** npm was started through a shell on Windows and by its own path elsewhere; inside `npm start` it names itself. */
function npm(args) {
  const own = process.env.npm_execpath
  const [command, first] = own && own.endsWith('.js') ? [process.execPath, [own]] : ['npm', []]
  return spawnSync(command, [...first, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: command === 'npm' && process.platform === 'win32',
    // A production setting in the surroundings would leave out the tools that build the screens.
    env: { ...process.env, NODE_ENV: 'development' },
  })
}

/** True when every package of the lock file is there in its version: someone may have run `npm ci` by hand. */
function lockIsInstalled(lockText) {
  const installed = readText(join(modules, '.package-lock.json'))
  if (!installed) return false
  const there = JSON.parse(installed).packages
  return Object.entries(JSON.parse(lockText).packages).every(
    ([path, wanted]) => path === '' || wanted.optional || there[path]?.version === wanted.version,
  )
}

/** Natives are tried in a process of their own, because a wrong binary can end the process that loads it. */
function nativesLoad() {
  const probe = "const D=require('better-sqlite3');new D(':memory:').close();require('@serialport/bindings-cpp')"
  return spawnSync(process.execPath, ['-e', probe], { cwd: root, stdio: 'ignore' }).status === 0
}

function failedInstall(result) {
  const log = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`
  say(log.trim().split('\n').slice(-25).join('\n'))
  stop(
    '安装依赖失败，原因见上。需要网络，以及 python3、make、g++（用来编译 better-sqlite3）。\n' +
      'Installing failed, see above. It needs the network, and python3, make and g++ (to compile better-sqlite3).',
  )
}

function install() {
  const lock = readText(join(root, 'package-lock.json'))
  const stamp = hashOf([lock, process.versions.modules, process.platform, process.arch])
  const stampFile = join(cache, 'installed')
  if (readText(stampFile) === stamp) return

  if (!lockIsInstalled(lock)) {
    say('正在安装依赖，约两分钟… / installing packages, about two minutes …')
    const result = npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
    if (result.status !== 0) failedInstall(result)
  }
  // npm may have been told to run no install scripts, or Node was changed since: build the natives now.
  if (!nativesLoad()) {
    say('正在编译数据库模块，约一分钟… / compiling the database module, about a minute …')
    const result = npm(['rebuild', 'better-sqlite3', '@serialport/bindings-cpp', '--ignore-scripts=false'])
    if (result.status !== 0 || !nativesLoad()) failedInstall(result)
  }
  mkdirSync(cache, { recursive: true })
  writeFileSync(stampFile, stamp)
}

// ---- building ----

function hashOf(parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(String(part.length)).update(':').update(part)
  return hash.digest('hex')
}

function filesUnder(path) {
  if (!existsSync(path)) return []
  const entries = (() => {
    try {
      return readdirSync(path, { withFileTypes: true })
    } catch {
      return undefined // a file, not a folder
    }
  })()
  if (!entries) return [path]
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)]))
}

function sourceHash(sources) {
  const files = sources.flatMap((source) => filesUnder(join(root, source)))
  return hashOf(files.flatMap((file) => [relative(root, file), readFileSync(file)]))
}

/** Builds what changed. Returns false, with the builder's words on the terminal, when a build failed. */
function build(modes) {
  const built = modes.map((mode) => {
    const stampFile = join(root, 'dist', mode, 'sources.sha256')
    const stamp = sourceHash(builds[mode])
    if (readText(stampFile) === stamp) return true
    say(`正在生成 ${mode}… / building ${mode} …`)
    const result = nodeSync([bin('vite'), 'build', '--mode', mode, '--logLevel', 'warn'], 'pipe', 'production')
    if (result.status !== 0) {
      // The builder says what is wrong first, and then where in itself it noticed.
      const words = stripVTControlCharacters(`${result.stdout}${result.stderr}`).split('\n')
      say(words.filter((line) => !/^\s+at |Getter\/Setter|^}?$/.test(line)).join('\n'))
      return false
    }
    writeFileSync(stampFile, stamp)
    return true
  })
  return built.every(Boolean)
}

// ---- running ----

const binaries = { vite: 'vite/bin/vite.js', vitest: 'vitest/vitest.mjs', 'vue-tsc': 'vue-tsc/bin/vue-tsc.js' }
const bin = (name) => join(modules, binaries[name])

function nodeSync(args, stdio, purpose = process.env.NODE_ENV) {
  const env = { ...process.env, ...(purpose && { NODE_ENV: purpose }) }
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio, env, maxBuffer: 64 * 1024 * 1024 })
}

/** Lives and dies with its child: signals go on to it, its end is ours, and if we are killed it stops by itself. */
function become(file, args, nodeOptions = []) {
  if (!existsSync(join(root, file))) stop(`没有 ${file} 这个文件。/ There is no file ${file}.`)
  const stopWithParent = 'process.channel?.unref();process.once("disconnect",()=>process.kill(process.pid,"SIGTERM"))'
  const watch = `data:text/javascript,${encodeURIComponent(stopWithParent)}`
  const translate = file.endsWith('.ts') ? ['--import', 'tsx'] : []
  const child = spawn(process.execPath, [...nodeOptions, ...translate, '--import', watch, file, ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  // A terminal sends Ctrl-C to the child as well; a second one would look like impatience.
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => process.stdin.isTTY || child.kill(signal))
  // npm, killed, doesn't always pass it on; a server nobody sees would keep the hall's database locked.
  const parent = process.ppid
  const orphaned = () => process.ppid !== parent && child.kill('SIGTERM')
  if (process.env.npm_lifecycle_event) setInterval(orphaned, 500).unref()
  child.on('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)))
}

// ---- testing ----

function typesAreRight() {
  say('正在检查类型… / checking types …')
  mkdirSync(cache, { recursive: true })
  const info = join(cache, 'types.tsbuildinfo')
  const options = ['--noEmit', '-p', 'tsconfig.json', '--incremental', '--tsBuildInfoFile', info]
  return nodeSync([bin('vue-tsc'), ...options], 'inherit').status === 0
}

/** Counts from vitest's own report. A test file that cannot load, and a run that failed otherwise, count as failures. */
function tally(reportFile, status) {
  const report = JSON.parse(readText(reportFile) || '{"numPassedTests":0,"numFailedTests":0,"testResults":[]}')
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const passed = report.numPassedTests
  const failed = report.numFailedTests + brokenFiles
  return { passed, failed: failed === 0 && (status !== 0 || passed === 0) ? 1 : failed }
}

function test(args) {
  const built = build(everyday)
  if (!built) say(notBuilt)
  const typed = typesAreRight()
  if (!typed) say('类型检查未通过，原因见上。/ The type check failed, see above.')

  const reportFile = join(cache, `report-${process.pid}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const { status } = nodeSync([bin('vitest'), 'run', ...reporters, ...args], 'inherit')
  const { passed, failed: failedTests } = tally(reportFile, status)
  rmSync(reportFile, { force: true })

  const failed = failedTests + (built ? 0 : 1) + (typed ? 0 : 1)
  process.exitCode = failed === 0 ? 0 : 1
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
}

// ---- the commands ----

function usage() {
  const names = ['serve', 'test', 'build', ...Object.keys(scripts), 'run <file.ts>']
  stop(`node start.mjs ${names.join(' | ')}`)
}

function run(file, args, needs, nodeOptions = []) {
  if (!build(needs)) stop(notBuilt)
  become(file, args, nodeOptions)
}

/** One helper of the garbage collector instead of four: on the two cores of a hall's machine four left the server a fifth of one, for 0.1 s, now and then. */
const serverNodeOptions = () => JSON.parse(readText(join(root, 'package.json'))).serverNodeOptions

function main([command = 'serve', ...rest]) {
  const script = scripts[command]
  const args = rest[0] === '--' ? rest.slice(1) : rest
  if (!script && !['serve', 'test', 'build', 'run'].includes(command)) usage()
  if (command === 'run' && args.length === 0) usage()
  checkNode()
  install()
  if (script) run(script.file, args, script.needs)
  else if (command === 'serve') run('dist/server/main.js', args, everyday, serverNodeOptions())
  else if (command === 'run') run(args[0], args.slice(args[1] === '--' ? 2 : 1), [])
  else if (command === 'test') test(args)
  else if (!build(everyday)) process.exitCode = 1
}

main(process.argv.slice(2))
