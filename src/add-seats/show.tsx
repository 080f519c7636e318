import { AddSeatsPage } from '../../views/add-seats/add.tsx';
import type { FieldError } from '../../views/parts/fields.tsx';
import { localPath } from '../auth/back.ts';
import { findWhomToAsk } from '../members/deciders.ts';
import type { ChangeRequest } from '../requests/queries.ts';
import { backToDraft, readDraft } from '../team/draft.ts';
import { findReclaimable } from '../team/reclaim.ts';
import { newId } from '../values/ids.ts';
import { render } from '../web/answer.ts';
import type { Ctx } from '../web/deps.ts';
import type { FormValues } from '../web/form.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { isConfirmed, needsConfirmation, needsFullCart } from './addition.ts';
import type { SeatsDraft } from './draft.ts';
import type { SeatsPurpose } from './purpose.ts';

export interface ShowSeats {
  purpose: SeatsPurpose;
  formValues: FormValues;
  draft: SeatsDraft;
  /** The errors on the page; a page that was just opened has none. */
  errors: readonly FieldError[];
  status: 200 | 409 | 422;
  /** The message to the representative that the user edits. */
  request?: ChangeRequest | null;
  stale?: boolean;
}

/**
 * Answers with *Add more seats* in any of its states: empty, with a draft, refused or in need of a confirmation (422), or after the
 * subscription has changed (409).
 */
export async function showSeats(c: Ctx, v: SignedInViewer, shown: ShowSeats): Promise<Response> {
  const { db, config } = c.var.deps;
  const { purpose, formValues, draft, errors, status, request = null, stale = false } = shown;
  const { deciders, representative } = purpose === 'buy' ? { deciders: [], representative: null } : await findWhomToAsk(db, v.account);
  const member = readDraft(new URLSearchParams(formValues));
  return render(
    c,
    <AddSeatsPage
      v={v}
      purpose={purpose}
      known={draft.now}
      addition={draft.addition}
      quote={draft.quote}
      formValues={formValues}
      errors={errors}
      stale={stale}
      request={request}
      idempotencyKey={formValues.key && /^[0-9a-z]{26}$/.test(formValues.key) ? formValues.key : newId()}
      inFullCart={purpose !== 'representative' && needsFullCart(draft.now.subscription)}
      asksOnceMore={needsConfirmation(draft.addition)}
      isSure={isConfirmed(formValues, draft.addition)}
      deciders={purpose === 'request' ? deciders.map((person) => person.name) : []}
      representative={purpose === 'representative' ? representative : null}
      reclaim={await findReclaimable(db, { accountId: v.account.id, asking: v.member, now: v.now })}
      member={member}
      back={member ? backToDraft(v.url, member) : localPath(formValues.back, config.basePath)}
    />,
    status,
  );
}
