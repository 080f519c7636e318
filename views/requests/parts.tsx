import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import { describeChange } from '../../src/requests/describe.ts';
import { mayRemindFrom } from '../../src/requests/policy.ts';
import type { ChangeRequest } from '../../src/requests/queries.ts';
import { dayOf, daysBetween } from '../../src/values/day.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { LinkButton, PostButton } from '../parts/button.tsx';
import { Section } from '../parts/section.tsx';

/** The requested change, one sentence for each part, and the note of the requester. */
export function RequestedChange({ v, request, catalogue }: { v: SignedInViewer; request: ChangeRequest; catalogue: Catalogue }) {
  const t = v.t.requests;
  return (
    <Section title={t.asked} id="asked">
      <ul class="asked">
        {describeChange(v.t, v.f, request.change, catalogue, request.snapshot.subscription).map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      {request.note && (
        <figure class="note">
          <figcaption>{request.requesterId === v.member.id ? t.yourNote : t.note(request.requesterName)}</figcaption>
          <blockquote>{request.note}</blockquote>
        </figure>
      )}
    </Section>
  );
}

/** The acts of the requester on a pending request (rules §4.10). `mayEdit` needs the right to submit requests, withdrawing does not. */
export function OwnActions({ v, request, mayEdit }: { v: SignedInViewer; request: ChangeRequest; mayEdit: boolean }) {
  const t = v.t.requests;
  const remindFrom = mayRemindFrom(request);
  const mayRemind = remindFrom === null || v.now >= remindFrom;
  return (
    <>
      <div class="actions">
        {mayEdit && (
          <LinkButton href={editHref(v, request)} kind="primary" hiddenText={t.yourRequest}>
            {t.edit}
          </LinkButton>
        )}
        {mayRemind && <PostButton action={v.url.reminder(request.id)} label={t.remind} hiddenText={t.ofYourRequest} />}
        <PostButton action={v.url.withdrawal(request.id)} label={t.withdraw} hiddenText={t.yourRequest} kind="danger" />
      </div>
      {!mayRemind && <p class="muted">{t.remindedText(v.f.instant(remindFrom))}</p>}
    </>
  );
}

/**
 * The address at which the requester edits a request: Manage, or *Add more seats* for a message to the representative.
 *
 * @param formValues field values that replace those of the request
 */
export function editHref(v: SignedInViewer, { id, answerer }: ChangeRequest, formValues: Record<string, string> = {}): string {
  const { key: _key, request: _request, ...fields } = formValues;
  if (answerer === 'representative') return v.url.addSeats(new URLSearchParams({ request: id, ...fields }).toString());
  const query = new URLSearchParams(fields).toString();
  return v.url.requestEdit(id) + (query && `?${query}`);
}

/** A sentence that names the people who answer a pending request: the deciders of the account, or the representative. */
export function waitsFor(v: SignedInViewer, { answerer }: ChangeRequest, answerers: readonly string[]): string {
  const t = v.t.requests;
  if (answerer === 'account') return t.waitsFor(v.f.or(answerers));
  return answerers[0] === undefined ? t.decidedByNobodyYet : t.decidedByRepresentative(answerers[0]);
}

/** The number of days since the request was submitted: 0 for today. */
export function daysPending(v: SignedInViewer, { submittedAt }: ChangeRequest): number {
  return Math.max(0, daysBetween(dayOf(submittedAt), v.today));
}
