import { describe, expect, test } from 'vitest';
import { search, searchEntries, usefulKeys } from '../../../kiosk-ui/flow/search.ts';

const service = (id: string, en: string, ...searchKeys: string[]): { readonly id: string; readonly name: { readonly 'zh-CN': string; readonly en: string }; readonly searchKeys: readonly string[] } =>
  ({ id, name: { 'zh-CN': id, en }, searchKeys });
const entries = searchEntries([
  service('社会保险登记', 'Join social insurance', 'shbxdj', 'shehuibaoxiandengji'), service('医疗保险', 'Healthcare', 'ylbx', 'yiliaobaoxian'),
  service('失业保险', 'Unemployment benefit', 'sybx', 'shiyebaoxian'), service('养老保险', 'Pension', 'ylbx', 'yanglaobaoxian'), service('12345 热线', 'Hotline 12345', '12345rx'),
]);
const found = (typed: string): readonly string[] => search(entries, typed).map((hit) => hit.id);

describe('search by the letters a visitor can type', () => {
  test('pinyin initials, whole pinyin and English words find their service', () => {
    expect(found('shbx')).toEqual(['社会保险登记']);
    expect(found('yanglao')).toEqual(['养老保险']);
    expect(found('heal')).toEqual(['医疗保险']);
    expect(found('123')).toEqual(['12345 热线']);
  });

  test('equal finds stay in the hall\'s order', () => {
    expect(found('ylbx')).toEqual(['医疗保险', '养老保险']);
  });

  test('an exact key comes before a beginning, a beginning before the inside of a word', () => {
    expect(found('sybx')[0]).toBe('失业保险');
    expect(found('bx')).toEqual(['社会保险登记', '医疗保险', '失业保险', '养老保险']);
    expect(found('sh')).toEqual(['社会保险登记', '失业保险']);
  });

  test('one letter matches beginnings only, nothing typed finds nothing, case and blanks do not matter', () => {
    expect(found('x')).toEqual([]);
    expect(found('')).toEqual([]);
    expect(found(' SH bx')).toEqual(['社会保险登记']);
  });

  test('only keys that lead on are useful', () => {
    expect([...usefulKeys(entries, 'yl')]).toEqual(['b']);
    expect(usefulKeys(entries, '').has('1')).toBe(true);
    expect(usefulKeys(entries, '').has('z')).toBe(false);
    expect(usefulKeys(entries, 'qq').size).toBe(0);
  });
});
