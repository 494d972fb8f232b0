import { describe, expect, test } from 'vitest';
import { counterWords } from '../../contract/counter-words.ts';

const label = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const numbered = (...numbers: readonly number[]) => numbers.map((n) => label(`${n}号窗口`, `Counter ${n}`));

describe('counters in one line', () => {
  test('neighbours are joined, the others listed, in order and each once', () => {
    expect(counterWords(numbered(16, 17, 18, 19, 20), 'zh-CN')).toBe('16–20 号窗口');
    expect(counterWords(numbered(9, 3, 4, 5, 11, 12), 'zh-CN')).toBe('3–5、9、11、12 号窗口');
    expect(counterWords(numbered(9, 3, 4, 5, 11, 12, 9), 'en')).toBe('Counters 3–5, 9, 11, 12');
  });

  test('names that are no number stand as they are, behind', () => {
    const desk = label('咨询台', 'Information');
    expect(counterWords([desk, ...numbered(9)], 'en')).toBe('Counter 9, Information');
    expect(counterWords([desk, label('2楼3号台', 'Floor 2, desk 3')], 'zh-CN')).toBe('咨询台、2楼3号台');
    expect(counterWords([], 'en')).toBe('');
  });
});
