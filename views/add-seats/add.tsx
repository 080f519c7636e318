/**
 * Add more seats: one short form for users who buy seats, request them or write to the representative (rules §4.19, §4.24). The number is
 * always the number to add. When the subscription has more than seven lines, the form leads to the full cart (rules §4.20).
 */

import { type Addition, groupsToOffer } from '../../src/add-seats/addition.ts';
import type { SeatsPurpose } from '../../src/add-seats/purpose.ts';
import type { Person } from '../../src/members/person.ts';
import { activeTemporary } from '../../src/pricing/temporary.ts';
import type { Quote } from '../../src/pricing/types.ts';
import type { ChangeRequest } from '../../src/requests/queries.ts';
import { type Draft, draftFields } from '../../src/team/draft.ts';
import type { GroupReclaim } from '../../src/team/unused-seats.ts';
import type { FormValues } from '../../src/web/form.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { groupNames, type Known } from '../catalogue/names.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, Button, LinkButton } from '../parts/button.tsx';
import { Checkbox, ErrorSummary, errorOf, type FieldError, Hidden, NumberField, RadioGroup, TextArea } from '../parts/fields.tsx';
import { EmptyState, Notice } from '../parts/notice.tsx';
import { Meter, Split } from '../parts/section.tsx';
import { ReclaimNotice } from '../subscription/reclaim-notice.tsx';
import { groupSeatsWords } from '../subscription/words.ts';
import { SeatsSummary } from './summary.tsx';

export interface AddSeatsProps {
  v: SignedInViewer;
  purpose: SeatsPurpose;
  known: Known;
  addition: Addition;
  quote: Quote;
  /** The values of the fields. */
  formValues: FormValues;
  errors: readonly FieldError[];
  /** The subscription has changed since the form was opened. */
  stale: boolean;
  /** The message to the representative that the user edits. */
  request: ChangeRequest | null;
  /** Drawn with the form: the same form sent twice has one effect. */
  idempotencyKey: string;
  /** The form only passes the number on to Manage. */
  inFullCart: boolean;
  /** The number is at least the current number of seats, so the page shows a confirmation box. */
  asksOnceMore: boolean;
  /** The user has ticked the box for exactly this number. */
  isSure: boolean;
  deciders: readonly string[];
  representative: Person | null;
  reclaim: readonly GroupReclaim[];
  /** The values that the user typed about a member who could not get a seat (rules §4.22). */
  member: Draft | null;
  /** The address of the back link; null: Team members. */
  back: string | null;
}

export function AddSeatsPage(props: AddSeatsProps) {
  const { v, known, errors, back, member } = props;
  const { t, url } = v;
  return (
    <Page v={v} title={t.team.addMoreSeats} current="team" error={errors.length > 0} wide>
      <ErrorSummary t={t} errors={errors} />
      {props.stale && (
        <Notice t={t} kind="warning" live>
          {t.subscription.stale}
        </Notice>
      )}
      <PageHeader
        title={t.team.addMoreSeats}
        lead={leadWords(props)}
        back={{ href: back ?? url.team(), label: member ? t.addSeats.keptBack : back ? t.common.back : t.common.nav.teamMembers }}
      />
      <Managed {...props} />
      {member && (
        <Notice t={t} kind="information">
          <p>{t.addSeats.kept}</p>
        </Notice>
      )}
      {known.subscription.groups.length === 0 ? <NoGroups {...props} /> : <Form {...props} />}
    </Page>
  );
}

function leadWords({ v, purpose, inFullCart, deciders, representative, request }: AddSeatsProps): string {
  const t = v.t.addSeats;
  if (request) return t.leadEdit;
  if (purpose === 'representative') return representative ? t.leadRepresentative(representative.name) : t.leadRepresentativeNobody;
  if (inFullCart) return t.leadCart;
  return purpose === 'buy' ? t.leadBuy : t.leadRequest(v.f.or(deciders));
}

function Managed({ v, representative }: AddSeatsProps) {
  const t = v.t.subscription;
  if (v.account.type !== 'managed') return null;
  return (
    <Notice t={v.t} kind="information" title={t.managed}>
      <p>{representative ? t.managedText(`${representative.name} (${representative.email})`) : t.managedNobody}</p>
    </Notice>
  );
}

function NoGroups({ v, purpose }: AddSeatsProps) {
  const { t, url } = v;
  const action = purpose !== 'representative' && v.can('subscription.manage') && (
    <LinkButton href={url.manage()}>{t.subscription.manage}</LinkButton>
  );
  return (
    <EmptyState title={t.team.noGroups} action={action}>
      {action && t.addSeats.noGroupsManage}
    </EmptyState>
  );
}

function Form(props: AddSeatsProps) {
  const { v, known, purpose, addition, quote, inFullCart } = props;
  const { url } = v;
  if (inFullCart) {
    return (
      <form method="get" action={url.addSeats()} novalidate class="stack">
        <KeptFields {...props} />
        <Reclaim {...props} />
        <Fields {...props} />
        <Actions>
          <Button kind="primary">{v.t.addSeats.cart}</Button>
        </Actions>
      </form>
    );
  }
  return (
    <form method="post" action={url.addSeats()} novalidate>
      <Hidden name="version" value={known.subscription.version} />
      <Hidden name="key" value={props.idempotencyKey} />
      <KeptFields {...props} />
      <Split
        aside={
          <>
            <SeatsSummary v={v} purpose={purpose} known={known} addition={addition} quote={quote} />
            <Buttons {...props} />
          </>
        }
      >
        {/* The swap morphs the summary and does not replace it, so that an open <details> stays open. */}
        <div
          class="stack"
          hx-get={url.addSeatsSummary()}
          hx-include="closest form"
          hx-trigger="input delay:300ms, change delay:50ms"
          hx-sync="this:replace"
          hx-target="#summary"
          hx-swap="outerMorph"
        >
          <Reclaim {...props} />
          <Fields {...props} />
        </div>
      </Split>
    </form>
  );
}

/** The button "Update summary" comes first, because Enter presses the first button: so Enter never buys by mistake. */
function Buttons({ v, purpose, request }: AddSeatsProps) {
  const { addSeats, subscription } = v.t;
  return (
    <div class="actions">
      <Button kind="secondary" formmethod="get" formaction={v.url.addSeats()}>
        {subscription.updateSummary}
      </Button>
      <Button kind="primary">
        {purpose === 'buy' ? addSeats.buy : purpose === 'request' ? addSeats.request : request ? subscription.saveRequest : addSeats.write}
      </Button>
    </div>
  );
}

/** Hidden fields: the typed values of the form about a member, the way back, and the edited request with its version. */
function KeptFields({ member, back, request }: AddSeatsProps) {
  return (
    <>
      {member && Object.entries(draftFields(member)).map(([name, value]) => <Hidden name={name} value={value} />)}
      {!member && back && <Hidden name="back" value={back} />}
      {request && <Hidden name="request" value={request.id} />}
      {request && <Hidden name="seen" value={request.version} />}
    </>
  );
}

function Fields(props: AddSeatsProps) {
  const { v, purpose, addition, formValues, errors, inFullCart } = props;
  const t = v.t.addSeats;
  const { group, more } = addition;
  return (
    <div class="section">
      <Groups {...props} />
      <NumberField
        t={v.t}
        name="seats"
        label={t.field}
        hint={t.fieldHint}
        value={formValues.seats ?? ''}
        error={errorOf(errors, 'seats')}
      />
      {props.asksOnceMore && group && more !== null && (
        <Checkbox
          t={v.t}
          name="sure"
          label={t.sure(more, v.f.number(group.seats + more))}
          hint={t.sureHint(v.f.number(group.seats))}
          value={String(more)}
          checked={props.isSure}
          error={errorOf(errors, 'sure')}
        />
      )}
      {purpose !== 'buy' && !inFullCart && (
        <TextArea
          t={v.t}
          name="note"
          label={v.t.subscription.noteField}
          optional
          hint={purpose === 'request' ? v.t.subscription.noteHint : t.noteRepresentativeHint}
          value={formValues.note ?? ''}
          error={errorOf(errors, 'note')}
          rows={3}
        />
      )}
    </div>
  );
}

/** The choice of the group when there are several; groups without a free seat come first. */
function Groups(props: AddSeatsProps) {
  const { v, known, formValues, errors } = props;
  const groups = groupsToOffer(known.subscription, v.today);
  const [only] = groups;
  if (groups.length === 1 && only) {
    const temporary = activeTemporary(known.subscription.temporary, only.id, v.today);
    return (
      <>
        <Hidden name="group" value={only.leaderProductId} />
        <p>
          <strong>{groupNames(v, known, only)}</strong>
        </p>
        <Meter used={only.used} bought={only.seats + temporary} text={groupSeatsWords(v, only, temporary)} />
      </>
    );
  }
  return (
    <RadioGroup
      t={v.t}
      name="group"
      label={v.t.addSeats.which}
      value={formValues.group}
      error={errorOf(errors, 'group')}
      options={groups.map((group) => ({
        value: group.leaderProductId,
        label: groupNames(v, known, group),
        hint: groupSeatsWords(v, group, activeTemporary(known.subscription.temporary, group.id, v.today)),
      }))}
    />
  );
}

function Reclaim({ v, known, reclaim }: AddSeatsProps) {
  return <ReclaimNotice v={v} known={known} reclaim={reclaim} back={v.path} />;
}
