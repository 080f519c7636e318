import type { ActingPerson } from '../../audit/acting.ts';
import type { AuditAction } from '../../audit/actions.ts';
import { record } from '../../audit/record.ts';
import type { Trx } from '../../db/transaction.ts';
import { can, type PermissionAccount } from '../../permissions.ts';
import { closePending } from '../../requests/close.ts';
import { revisionOf } from '../../values/revision.ts';
import { type AccountSettings, type DeskAccount, findDeskAccount, listOperators, settingsIn } from './account.ts';

export type SettingsChanged =
  /** `closed`: how many pending requests were closed because the new type does not allow them. */
  | { outcome: 'saved'; changed: boolean; closed: number }
  | { outcome: 'refused'; refused: 'no-such-representative' }
  /** The settings were changed after the form was rendered; nothing was written. */
  | { outcome: 'stale' }
  /** A cancelled account is read-only (rules §4.13). */
  | { outcome: 'cancelled' };

/**
 * Changes the settings of an account (rules §2, §4.25). If the new type does not allow the pending requests, they are closed with this
 * reason and their requesters get a mail (rules §4.9). For operators only.
 *
 * @param seen the revision of the settings from the form
 * @throws NotFound
 */
export async function changeSettings(
  trx: Trx,
  { accountId, seen, wanted, by }: { accountId: string; seen: string; wanted: AccountSettings; by: ActingPerson },
): Promise<SettingsChanged> {
  const account = await findDeskAccount(trx, accountId);
  if (account.status === 'cancelled') return { outcome: 'cancelled' };
  // A form that is sent twice finds the settings already changed.
  if (account.revision === revisionOf(settingsIn(wanted))) return { outcome: 'saved', changed: false, closed: 0 };
  if (account.revision !== seen) return { outcome: 'stale' };
  const operators = await listOperators(trx);
  const representative = operators.find(({ id }) => id === wanted.representativeId);
  const isOther = wanted.representativeId !== account.representativeId;
  if (isOther && wanted.representativeId !== null && !representative) return { outcome: 'refused', refused: 'no-such-representative' };

  await trx
    .updateTable('accounts')
    .set((eb) => ({
      name: wanted.name,
      type: wanted.type,
      requests_enabled: wanted.requestsEnabled ? 1 : 0,
      show_prices: wanted.showPrices ? 1 : 0,
      representative_id: wanted.representativeId,
      tax_rate_bp: wanted.taxRateBp,
      payment_terms_days: wanted.paymentTermsDays,
      language: wanted.language,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', accountId)
    .where('status', '=', 'active')
    .execute();
  await recordChanges(trx, account, wanted, representative?.name ?? null, by);

  const closed = stillAllows(account, wanted) ? 0 : await closePending(trx, { accountId, because: 'type', by });
  return { outcome: 'saved', changed: true, closed };
}

/** Whether the pending requests are also allowed in an account of the new type, with the same people to answer them. */
function stillAllows(before: PermissionAccount & { type: string }, after: PermissionAccount): boolean {
  if (before.type === after.type) return true;
  const toRepresentative = (account: PermissionAccount) => can('admin', account, 'representative.write');
  if (toRepresentative(before) !== toRepresentative(after)) return false;
  return toRepresentative(after) || can('admin', after, 'request.submit');
}

/** Records an event for a new type, one for a new representative and one for all other settings, so that the first two are easy to find. */
async function recordChanges(
  trx: Trx,
  account: DeskAccount,
  wanted: AccountSettings,
  representativeName: string | null,
  by: ActingPerson,
): Promise<void> {
  const recordChange = (action: AuditAction, before: object, after: object) =>
    record(trx, by, {
      accountId: account.id,
      action,
      subject: { type: 'account', id: account.id, name: wanted.name },
      before,
      after,
    });
  if (account.type !== wanted.type) await recordChange('account.typeChanged', { type: account.type }, { type: wanted.type });
  if (account.representativeId !== wanted.representativeId) {
    const before = { representative: account.representativeName };
    await recordChange('account.representativeChanged', before, { representative: representativeName });
  }
  const { type: _type, representativeId: _representative, ...before } = settingsIn(account);
  const { type: _newType, representativeId: _newRepresentative, ...after } = settingsIn(wanted);
  const changed = (Object.keys(before) as (keyof typeof before)[]).filter((key) => before[key] !== after[key]);
  const only = (settings: typeof before) => Object.fromEntries(changed.map((key) => [key, settings[key]]));
  if (changed.length > 0) await recordChange('settings.changed', only(before), only(after));
}
