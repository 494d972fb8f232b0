import type { Text } from '../../../contract/live-events.ts';

export type ScopeKind = 'hall' | 'department' | 'service';
export type SuspensionReason = 'system-down' | 'power' | 'drill' | 'network' | 'other';

/** What every screen and phone will say; both languages stand together, so a manager under stress doesn't have to translate. */
export const suspensionReasons: readonly { readonly id: SuspensionReason; readonly text: Text }[] = [
  { id: 'system-down', text: { 'zh-CN': '业务系统故障', en: 'The business system is down' } },
  { id: 'network', text: { 'zh-CN': '网络中断', en: 'The network is down' } },
  { id: 'power', text: { 'zh-CN': '停电', en: 'Power cut' } },
  { id: 'drill', text: { 'zh-CN': '应急演练', en: 'Emergency drill' } },
  { id: 'other', text: { 'zh-CN': '临时暂停，请听现场工作人员说明', en: 'Paused for now; please listen to our staff' } },
];

interface Asked { readonly kind: ScopeKind; readonly id: string; readonly reason: SuspensionReason; readonly backInMinutes: number; readonly now: number }
interface SuspensionRequest { readonly scope: { readonly kind: ScopeKind; readonly id?: string }; readonly reason: Text; readonly expectedBack?: string }

/** `now` in epoch ms of hall time; 0 minutes means: nobody knows when it goes on. */
export const suspensionRequest = ({ kind, id, reason, backInMinutes, now }: Asked): SuspensionRequest => {
  const said = suspensionReasons.find((one) => one.id === reason)?.text ?? { 'zh-CN': '', en: '' };
  return {
    scope: kind === 'hall' ? { kind } : { kind, id },
    reason: said,
    ...(backInMinutes > 0 ? { expectedBack: new Date(now + backInMinutes * 60_000).toISOString() } : {}),
  };
};
