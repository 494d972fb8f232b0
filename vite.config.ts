import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import type { UserConfig } from 'vite'

interface Screens {
  /** Oldest Chromium that must run it: cheap televisions, visitors' phones, the hall's own desks. */
  readonly target: string
  readonly pages: readonly string[]
}

/** Three builds, so that a kiosk doesn't load what only an administrator needs. */
const builds: Readonly<Record<string, Screens>> = {
  hall: { target: 'chrome64', pages: ['kiosk-ui/index.html', 'display-ui/index.html'] },
  phone: { target: 'chrome61', pages: ['kiosk-ui/booking/index.html', 'kiosk-ui/booking/book/index.html', 'kiosk-ui/booking/complain/index.html'] },
  staff: { target: 'chrome78', pages: ['counter-ui/index.html', 'counter-ui/admin/index.html'] },
}

/** Programs that Node runs: joined into few plain files they start at once, and nothing translates them on the way. Packages stay outside. */
const programs: Readonly<Record<string, readonly string[]>> = {
  server: ['server/main.ts'],
  agent: ['drivers/agent/main.ts'],
  bench: ['test/bench/bare-server.ts'],
}
const programBuild = (mode: string, input: readonly string[]): UserConfig => ({
  publicDir: false,
  build: { ssr: true, outDir: `dist/${mode}`, emptyOutDir: true, target: 'node20', minify: false, rolldownOptions: { input: [...input] } },
})

/** `vite build --mode hall` writes dist/hall, served under /assets/hall/; a page keeps its path: dist/hall/kiosk-ui/index.html. */
export default defineConfig(({ mode }) => {
  const program = programs[mode]
  if (program) return programBuild(mode, program)
  const screens = builds[mode]
  if (!screens) throw new Error(`vite --mode must be one of ${Object.keys({ ...builds, ...programs }).join(', ')}, not "${mode}"`)
  return {
    base: `/assets/${mode}/`,
    publicDir: false,
    plugins: [vue()],
    define: {
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    build: {
      outDir: `dist/${mode}`,
      emptyOutDir: true,
      assetsDir: '',
      target: screens.target,
      cssTarget: screens.target,
      reportCompressedSize: false,
      rolldownOptions: { input: [...screens.pages] },
    },
  }
})
