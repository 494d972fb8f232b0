import type { Instant } from './brands.ts';
import { decideCallByHand, decideCallNext, decideRecall } from './call.ts';
import { decidePrintList, decideReportList } from './check-list.ts';
import type { Command, CommandOf, Facts } from './command.ts';
import { decideConfigure, decidePause, decideResume, decideSignIn, decideSignOut } from './counter.ts';
import { decideEndOfDay, decideOpenDay, decideTick } from './day.ts';
import type { Decision } from './decision.ts';
import { decideInfoChecked, decideInfoWrong } from './doubts.ts';
import type { Hall } from './hall.ts';
import { decideIssue } from './issue.ts';
import { decideAbsent, decideAway, decideBack, decideLeave, decideWake } from './missed.ts';
import { decideBlankPaper, decideReportDevice, decideReportPrint, decideReprint } from './paper.ts';
import { decideRate } from './rating.ts';
import { refuse } from './refusal.ts';
import { decideAddService, decideFinish, decideHold, decideResumeHeld, decideReturn, decideServeDirect, decideStart, decideTransfer } from './serve.ts';
import { decideEndSuspension, decideSuspend } from './suspensions.ts';
import { decideUndo } from './undo.ts';
import { decideChangeClass } from './visitor-class.ts';
import { decideAnnounce, decideEndAnnouncement, decideShown } from './voice.ts';

const decideAskHelp = (hall: Hall, command: CommandOf<'ask-help'>): Decision => {
  if (command.by.kind !== 'device') return refuse('unknown-device');
  const { id } = command.by;
  const open = [...hall.helps.values()].some((help) => help.device === id && help.acknowledgedAt === null);
  return open ? [] : [{ type: 'help-asked', id: command.id, device: id }];
};
const decideAcknowledgeHelp = (hall: Hall, command: CommandOf<'acknowledge-help'>): Decision => {
  const help = hall.helps.get(command.id);
  if (help === undefined || command.by.kind !== 'staff') return refuse('unknown-help');
  return help.acknowledgedAt !== null ? [] : [{ type: 'help-acknowledged', id: help.id, by: command.by.number }];
};

/** The whole hall as one pure function: what happens, or why not. `at` is hall time. */
export const decide = (hall: Hall, facts: Facts, command: Command, at: Instant): Decision => {
  switch (command.type) {
    case 'configure': return decideConfigure(hall, command);
    case 'open-day': return decideOpenDay(hall, facts, at);
    case 'tick': return decideTick(hall, at);
    case 'issue': return decideIssue(hall, command, at);
    case 'serve-direct': return decideServeDirect(hall, command, at);
    case 'call-next': return decideCallNext(hall, command, at);
    case 'call': return decideCallByHand(hall, command, at);
    case 'recall': return decideRecall(hall, command);
    case 'start': return decideStart(hall, command);
    case 'finish': return decideFinish(hall, command, at);
    case 'hold': return decideHold(hall, command);
    case 'resume-held': return decideResumeHeld(hall, command);
    case 'return': return decideReturn(hall, command);
    case 'transfer': return decideTransfer(hall, command, at);
    case 'add-service': return decideAddService(hall, command, at);
    case 'absent': return decideAbsent(hall, command, at);
    case 'undo': return decideUndo(hall, command, at);
    case 'wake': return decideWake(hall, command, at);
    case 'leave': return decideLeave(hall, command);
    case 'away': return decideAway(hall, command, at);
    case 'back': return decideBack(hall, command);
    case 'change-class': return decideChangeClass(hall, command);
    case 'sign-in': return decideSignIn(hall, command);
    case 'sign-out': return decideSignOut(hall, command);
    case 'pause': return decidePause(hall, command, at);
    case 'resume': return decideResume(hall, command);
    case 'suspend': return decideSuspend(hall, command, at);
    case 'end-suspension': return decideEndSuspension(hall, command);
    case 'end-of-day': return decideEndOfDay(hall, command);
    case 'reprint': return decideReprint(hall, command, at);
    case 'report-print': return decideReportPrint(hall, command);
    case 'print-list': return decidePrintList(hall, command, at);
    case 'report-list': return decideReportList(hall, command);
    case 'report-device': return decideReportDevice(hall, command);
    case 'blank-paper': return decideBlankPaper(hall, command);
    case 'announce': return decideAnnounce(hall, command, at);
    case 'end-announcement': return decideEndAnnouncement(hall, command);
    case 'shown': return decideShown(hall, command);
    case 'rate': return decideRate(hall, command);
    case 'service-info-wrong': return decideInfoWrong(hall, command, at);
    case 'service-info-checked': return decideInfoChecked(hall, command);
    case 'ask-help': return decideAskHelp(hall, command);
    case 'acknowledge-help': return decideAcknowledgeHelp(hall, command);
  }
};
