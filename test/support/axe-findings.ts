import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
interface Finding { readonly id: string; readonly nodes: readonly { readonly html: string }[] }

/** Whatever axe finds wrong by WCAG 2.2 AA. */
export const axeFindings = async (page: Page): Promise<readonly string[]> => {
  await page.addScriptTag({ path: axe }).catch(async () => { await page.evaluate(readFileSync(axe, 'utf8')); });
  const found = await page.evaluate("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((r) => r.violations)") as readonly Finding[];
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
};
