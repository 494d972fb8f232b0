import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'

const opened: Browser[] = []

beforeAll(async () => {
  opened.push(await openBrowser())
})

afterAll(async () => {
  for (const browser of opened) await browser.close()
})

async function pageWith(html: string): Promise<Page> {
  const page = await opened[0]?.newPage()
  if (!page) throw new Error('no browser')
  await page.goto(`data:text/html;charset=utf-8,${encodeURIComponent(`<!doctype html><html lang="zh-CN">${html}`)}`)
  return page
}

/** The picture of each text in a box of its own, as text that can be compared. */
async function pictures(texts: readonly string[], style: string): Promise<string[]> {
  const boxes = texts.map((text) => `<p style="width:80px;height:80px;margin:0;font:${style}">${text}</p>`)
  const page = await pageWith(boxes.join(''))
  const shots: string[] = []
  for (const box of await page.locator('p').all()) shots.push((await box.screenshot()).toString('base64'))
  await page.close()
  return shots
}

test('Chinese is drawn: not blank, not the box of a missing character, each character its own picture', async () => {
  const missing = '\u{20000}' // a character the subset leaves out
  const [pai, again, hao, blank, tofu] = await pictures(['排', '排', '号', ' ', missing], '60px/80px sans-serif')
  expect(again).toBe(pai)
  expect(hao).not.toBe(pai)
  for (const nothing of [blank, tofu]) {
    expect(pai).not.toBe(nothing)
    expect(hao).not.toBe(nothing)
  }
})

test('bold is a cut of its own, not a smeared regular', async () => {
  const [regular] = await pictures(['窗'], '400 60px/80px sans-serif')
  const [bold] = await pictures(['窗'], '700 60px/80px sans-serif')
  expect(bold).not.toBe(regular)
})

test('every figure has the same width, so a changing number does not dance', async () => {
  const rows = [...'0123456789'].map((figure) => `<p><span style="font:60px sans-serif">${figure.repeat(4)}</span></p>`)
  const page = await pageWith(rows.join(''))
  const widths = await page.locator('span').evaluateAll((spans) => spans.map((span) => span.getBoundingClientRect().width))
  await page.close()
  expect(new Set(widths).size).toBe(1)
  expect(widths[0]).toBeGreaterThan(80)
})
