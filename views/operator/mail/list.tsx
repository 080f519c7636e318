/** The list of undelivered mails on the operator desk (quality §4). */
import type { Child } from 'hono/jsx';
import type { FailedMail, FailedPage, FailedState } from '../../../src/mail/failed.ts';
import { holdsSecret } from '../../../src/mail/kind.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { Page, PageHeader } from '../../page.tsx';
import { Actions, PostButton } from '../../parts/button.tsx';
import { EmptyState, Notice } from '../../parts/notice.tsx';
import { Cell, Row, RowHead, Table } from '../../parts/table.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { PreviousNext } from '../parts/previous-next.tsx';

interface FailedMailProps {
  v: SignedInViewer;
  shown: FailedState;
  list: FailedPage;
  /** Whether a mail server is set. */
  sendsMail: boolean;
}

export function FailedMailPage({ v, shown, list, sendsMail }: FailedMailProps) {
  const t = v.t.operatorMail;
  const { url } = v;
  const next = list.after && url.operatorMail(`${shown === 'failing' ? 'show=failing&' : ''}after=${list.after.at}.${list.after.id}`);
  return (
    <Page v={v} title={t.title} current="operatorMail" wide>
      <PageHeader title={t.title} lead={t.leads[shown]} />
      {!sendsMail && (
        <Notice t={v.t} kind="information" title={t.noServerTitle}>
          <p>{t.noServer}</p>
        </Notice>
      )}
      <Tabs
        label={t.tabs}
        items={[
          { href: url.operatorMail(), label: t.tab.refused, current: shown === 'refused' },
          { href: url.operatorMail('show=failing'), label: t.tab.failing, current: shown === 'failing' },
        ]}
      />
      {list.mails.length === 0 ? (
        <EmptyState title={t.none[shown].title}>{t.none[shown].text}</EmptyState>
      ) : (
        <Table
          caption={t.caption[shown]}
          captionHidden
          stacked
          head={[{ label: t.mail }, { label: t.to }, { label: t.account }, { label: t.error }, { label: t.whatToDo, hidden: true }]}
        >
          {list.mails.map((mail) => (
            <MailRow v={v} shown={shown} mail={mail} />
          ))}
        </Table>
      )}
      <PreviousNext t={v.t} label={t.pages} previous={null} next={next} />
    </Page>
  );
}

function MailRow({ v, shown, mail }: { v: SignedInViewer; shown: FailedState; mail: FailedMail }) {
  const t = v.t.operatorMail;
  const name = (t.mails as Record<string, string>)[mail.kind] ?? mail.kind;
  const hiddenText = t.which(name, mail.toEmail);
  return (
    <Row>
      <RowHead>
        {name}
        <span class="sub">{t.writtenAt(v.f.instant(mail.createdAt))}</span>
      </RowHead>
      <Cell label={t.to}>
        {mail.toName}
        <span class="sub">{mail.toEmail}</span>
      </Cell>
      <Cell label={t.account}>
        <a href={v.url.operatorAccount(mail.accountId)}>{mail.accountName}</a>
      </Cell>
      <Cell label={t.error}>
        <q class="said">{mail.error}</q>
        <span class="sub">
          {shown === 'refused' ? t.givenUp(mail.attempts, v.f.instant(mail.at)) : t.nextAt(mail.attempts, v.f.instant(mail.at))}
        </span>
      </Cell>
      <Cell attrs={{ class: 'actions-cell' }}>
        {!mail.isKept && <p class="hint">{alternativeTo(v, mail)}</p>}
        <Actions>
          {mail.isKept && (
            <PostButton
              action={v.url.operatorMailAgain(mail.id)}
              label={shown === 'refused' ? t.sendAgain : t.tryNow}
              hiddenText={hiddenText}
              fields={{ show: shown }}
              small
            />
          )}
          {shown === 'refused' && <PostButton action={v.url.operatorMailAside(mail.id)} label={t.setAside} hiddenText={hiddenText} small />}
        </Actions>
      </Cell>
    </Row>
  );
}

/** What to do about a mail whose text was deleted: mostly, where to send a new one. */
function alternativeTo(v: SignedInViewer, { kind, member, accountId }: FailedMail): Child {
  const t = v.t.operatorMail;
  if (!holdsSecret(kind)) return t.textGone;
  if (kind === 'password-reset') return t.freshReset;
  if (member?.status !== 'invited') return t.invitationDone;
  if (member.role === 'owner') return <a href={v.url.operatorAccount(accountId)}>{t.freshOwnerInvitation}</a>;
  if (accountId === v.account.id && v.can('team.manage')) return <a href={v.url.member(member.id)}>{t.freshOwnInvitation}</a>;
  return t.freshInvitation;
}
