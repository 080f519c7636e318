import * as z from 'zod';
import type { FieldError } from '../../views/parts/fields.tsx';
import type { FormValues } from '../web/form.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { choosable, type GroupSeatLoss, type SeatLossAnswer, type SeatLossProblem } from './choosable.ts';

/** A checkbox for a member who is to give back their seat: `loser.<product that leads the group>.<member>`. */
const tick = /^loser\.([a-z][a-z0-9-]{0,39})\.([0-9a-z]{26})$/;

/**
 * The fields of a form in which members who lose their seat are ticked: the checkboxes, the button that was pressed (`do`), and the other
 * fields that the form carries. `longest` is the maximum length of a value.
 */
export function fieldsWithSeatLoss(otherFields: RegExp, longest: number) {
  const isKnown = (name: string) => name === 'do' || tick.test(name) || otherFields.test(name);
  return z.record(z.string().refine(isKnown, 'unknown-field'), z.string().max(longest, 'too-long'));
}

/** The ticked members, by the product that leads the group. */
export function tickedIn(formValues: FormValues): Map<string, string[]> {
  const ticked = new Map<string, string[]>();
  for (const field of Object.keys(formValues)) {
    const [, leader, memberId] = tick.exec(field) ?? [];
    if (leader && memberId) ticked.set(leader, [...(ticked.get(leader) ?? []), memberId]);
  }
  return ticked;
}

/** The answer about the members who lose a seat; null on a form that did not ask for one. */
export function answerIn(formValues: FormValues): SeatLossAnswer | null {
  const { do: button } = formValues;
  if (button !== 'later' && button !== 'now') return null;
  return { chosen: tickedIn(formValues), now: button === 'now' };
}

/** The form values without the answer: these are carried on from page to page. */
export function withoutSeatLoss(formValues: FormValues): FormValues {
  return Object.fromEntries(Object.entries(formValues).filter(([name]) => name !== 'do' && !tick.test(name)));
}

/** Why a choice was refused, as an error at the first checkbox of its group. */
export function seatLossErrors(v: SignedInViewer, all: readonly GroupSeatLoss[], problems: readonly SeatLossProblem[]): FieldError[] {
  const t = v.t.seatLoss;
  return problems.map(({ leader, reason, ticked }) => {
    const seatLoss = all.find(({ group }) => group.leaderProductId === leader);
    const [first] = seatLoss ? choosable(seatLoss, v.can('billingAdmins.appoint')) : [];
    return {
      field: first ? `loser.${leader}.${first.memberId}` : null,
      text: reason === 'not-holding' ? t.notHolding : t.wrongCount(seatLoss?.count ?? 0, ticked),
    };
  });
}
