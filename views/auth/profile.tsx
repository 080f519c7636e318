import type { OwnSeat } from '../../src/auth/queries.ts';
import type { OwnSession } from '../../src/auth/session.ts';
import { browserName } from '../../src/auth/user-agent.ts';
import { languages } from '../../src/i18n/language.ts';
import { messagesFor } from '../../src/i18n/messages.ts';
import { dayOf } from '../../src/values/day.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, Button, LinkButton, PostButton } from '../parts/button.tsx';
import { ErrorSummary, errorOf, type FieldError, Hidden, PasswordField, SelectField } from '../parts/fields.tsx';
import { EmptyState, StateTag } from '../parts/notice.tsx';
import { DefinitionList, Section } from '../parts/section.tsx';
import { Cell, Row, RowHead, Table } from '../parts/table.tsx';

export interface ProfileData {
  seats: readonly OwnSeat[];
  sessions: readonly OwnSession[];
  /** The names of the people who can give the member a seat; empty if the member needs none. */
  askForSeat: readonly string[];
  /** The errors of the password form. */
  errors: readonly FieldError[];
}

/** The member's own data. For agents and end users it is the only page. */
export function profilePage(viewer: SignedInViewer, { seats, sessions, askForSeat, errors }: ProfileData) {
  const v = { ...viewer, path: viewer.url.profile() };
  return (
    <Page v={v} title={v.t.profile.title} current="profile" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader title={v.t.profile.title} />
      <About v={v} />
      <Seats v={v} seats={seats} askForSeat={askForSeat} />
      <div class="side-by-side">
        <LanguageChoice v={v} />
        <Password v={v} errors={errors} />
      </div>
      <Sessions v={v} sessions={sessions} />
    </Page>
  );
}

function About({ v }: { v: SignedInViewer }) {
  const { profile, common } = v.t;
  return (
    <Section title={profile.about} id="about">
      <DefinitionList
        items={[
          { term: profile.name, value: v.member.name },
          { term: profile.email, value: v.member.email },
          { term: profile.account, value: v.account.name },
          {
            term: profile.role,
            value: (
              <>
                {common.roles[v.member.role]}
                {v.member.isOperator && <span class="sub">{profile.operator}</span>}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Seats({ v, seats, askForSeat }: { v: SignedInViewer } & Pick<ProfileData, 'seats' | 'askForSeat'>) {
  const { profile, common } = v.t;
  const manages = v.can('team.manage');
  return (
    <Section title={profile.seats} id="seats">
      {seats.length === 0 ? (
        <EmptyState
          title={profile.noSeats}
          action={manages && <LinkButton href={v.url.member(v.member.id)}>{common.nav.teamMembers}</LinkButton>}
        >
          {manages ? <p>{profile.noSeatsGive}</p> : askForSeat.length > 0 && <p>{profile.noSeatsAsk(v.f.or(askForSeat))}</p>}
        </EmptyState>
      ) : (
        <ul class="held">
          {seats.map((seat) => (
            <li>
              <strong>{v.f.and(seat.products)}</strong>
              {seat.includes.length > 0 && <span class="sub">{profile.seatIncludes(v.f.and(seat.includes))}</span>}
              <span class="sub">{profile.seatSince(v.f.day(dayOf(seat.takenAt)))}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function LanguageChoice({ v }: { v: SignedInViewer }) {
  const { profile } = v.t;
  return (
    <Section title={profile.language} id="language" lead={profile.languageLead}>
      <form method="post" action={v.url.language()} novalidate>
        <Hidden name="back" value={v.url.profile()} />
        <SelectField
          t={v.t}
          name="language"
          label={profile.language}
          labelHidden
          width="short"
          value={v.language}
          options={languages.map((language) => ({ value: language, label: messagesFor(language).common.languageName }))}
        />
        <Actions>
          <Button>{profile.saveLanguage}</Button>
        </Actions>
      </form>
    </Section>
  );
}

function Password({ v, errors }: { v: SignedInViewer; errors: readonly FieldError[] }) {
  const { profile, auth } = v.t;
  return (
    <Section title={profile.password} id="password" lead={profile.passwordLead}>
      <form method="post" action={v.url.password()} novalidate>
        <input type="email" value={v.member.email} autocomplete="username" readonly hidden />
        <PasswordField
          t={v.t}
          name="currentPassword"
          label={profile.currentPassword}
          autocomplete="current-password"
          error={errorOf(errors, 'currentPassword')}
        />
        <PasswordField
          t={v.t}
          name="newPassword"
          label={auth.newPassword}
          hint={auth.passwordHint(v.f.number(10))}
          autocomplete="new-password"
          error={errorOf(errors, 'newPassword')}
        />
        <Actions>
          <Button>{profile.changePassword}</Button>
        </Actions>
      </form>
    </Section>
  );
}

function Sessions({ v, sessions }: { v: SignedInViewer; sessions: readonly OwnSession[] }) {
  const { profile, common } = v.t;
  const present = sessions.filter((session) => session.id === v.member.sessionId);
  const others = sessions.filter((session) => session.id !== v.member.sessionId);
  const name = (session: OwnSession) => browserName(session.userAgent) ?? profile.unknownDevice;
  return (
    <Section
      title={profile.sessions}
      id="sessions"
      lead={profile.sessionsLead}
      actions={others.length > 0 && <PostButton action={v.url.otherSessionsEnd()} label={profile.endOthers} small />}
    >
      <Table
        stacked
        caption={profile.sessions}
        captionHidden
        head={[
          { label: profile.device },
          { label: profile.started },
          { label: profile.lastUsed },
          { label: profile.endSession, hidden: true },
        ]}
      >
        {[...present, ...others].map((session) => {
          const isPresent = session.id === v.member.sessionId;
          return (
            <Row>
              <RowHead>
                {name(session)} {isPresent && <StateTag state="active" label={profile.thisSession} />}
              </RowHead>
              <Cell label={profile.started}>{v.f.instant(session.startedAt)}</Cell>
              <Cell label={profile.lastUsed}>{v.f.instant(session.lastUsedAt)}</Cell>
              <Cell>
                {isPresent ? (
                  <PostButton action={v.url.signOut()} label={common.nav.signOut} small />
                ) : (
                  <PostButton
                    action={v.url.sessionEnd(session.id)}
                    label={profile.endSession}
                    hiddenText={profile.endSessionOf(name(session), v.f.instant(session.startedAt))}
                    small
                  />
                )}
              </Cell>
            </Row>
          );
        })}
      </Table>
    </Section>
  );
}
