import type { IssueBody } from '../../../contract/http-shapes.ts';
import type { ClassItem } from '../../catalogue.ts';

interface Wanted { readonly serviceId: string; readonly ofClass: ClassItem | null; readonly reason: string; readonly needs: readonly string[]; readonly english: boolean }

/** Body of a ticket that a guide takes for somebody. The reason goes along only where the class asks for a proof. */
export const issueRequest = ({ serviceId, ofClass, reason, needs, english }: Wanted): IssueBody => ({
  serviceId,
  ...(ofClass === null || ofClass.kind === 'walk-in' ? {} : { class: ofClass.id }),
  ...(ofClass === null || ofClass.proof === 'anyone' ? {} : { identity: { reason: reason.trim() } }),
  ...(needs.length === 0 ? {} : { needs: [...needs] }),
  ...(english ? { language: 'en' as const } : {}),
});
