/** Letters that did not arrive, on the desk (quality §4). */
import type { Child } from 'hono/jsx';
import type { FailedLetter, FailedPage, FailedState } from '../../../src/mail/failed.ts';
import { holdsSecret } from '../../../src/mail/kind.ts';
import type { Insider } from '../../../src/web/viewer.ts';
import { Page, PageHeader } from '../../page.tsx';
import { Actions, PostButton } from '../../parts/button.tsx';
import { EmptyState, Notice } from '../../parts/notice.tsx';
import { Cell, Row, RowHead, Table } from '../../parts/table.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { Onward } from '../parts/onward.tsx';

interface FailedMailProps {
  v: Insider;
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
      {list.letters.length === 0 ? (
        <EmptyState title={t.none[shown].title}>{t.none[shown].text}</EmptyState>
      ) : (
        <Table
          caption={t.caption[shown]}
          captionHidden
          stacked
          head={[{ label: t.letter }, { label: t.to }, { label: t.account }, { label: t.error }, { label: t.whatToDo, hidden: true }]}
        >
          {list.letters.map((letter) => (
            <LetterRow v={v} shown={shown} letter={letter} />
          ))}
        </Table>
      )}
      <Onward t={v.t} label={t.pages} previous={null} next={next} />
    </Page>
  );
}

function LetterRow({ v, shown, letter }: { v: Insider; shown: FailedState; letter: FailedLetter }) {
  const t = v.t.operatorMail;
  const name = (t.letters as Record<string, string>)[letter.letter] ?? letter.letter;
  const hiddenText = t.which(name, letter.toEmail);
  return (
    <Row>
      <RowHead>
        {name}
        <span class="sub">{t.writtenAt(v.f.instant(letter.createdAt))}</span>
      </RowHead>
      <Cell label={t.to}>
        {letter.toName}
        <span class="sub">{letter.toEmail}</span>
      </Cell>
      <Cell label={t.account}>
        <a href={v.url.operatorAccount(letter.accountId)}>{letter.accountName}</a>
      </Cell>
      <Cell label={t.error}>
        <q class="said">{letter.error}</q>
        <span class="sub">
          {shown === 'refused' ? t.givenUp(letter.attempts, v.f.instant(letter.at)) : t.nextAt(letter.attempts, v.f.instant(letter.at))}
        </span>
      </Cell>
      <Cell attrs={{ class: 'actions-cell' }}>
        {!letter.isKept && <p class="hint">{instead(v, letter)}</p>}
        <Actions>
          {letter.isKept && (
            <PostButton
              action={v.url.operatorMailAgain(letter.id)}
              label={shown === 'refused' ? t.sendAgain : t.tryNow}
              hiddenText={hiddenText}
              fields={{ show: shown }}
              small
            />
          )}
          {shown === 'refused' && (
            <PostButton action={v.url.operatorMailAside(letter.id)} label={t.setAside} hiddenText={hiddenText} small />
          )}
        </Actions>
      </Cell>
    </Row>
  );
}

/** What to do about a letter whose text is gone: where a fresh one is asked for. */
function instead(v: Insider, { letter, member, accountId }: FailedLetter): Child {
  const t = v.t.operatorMail;
  if (!holdsSecret(letter)) return t.textGone;
  if (letter === 'password-reset') return t.freshReset;
  if (member?.status !== 'invited') return t.invitationDone;
  if (member.role === 'owner') return <a href={v.url.operatorAccount(accountId)}>{t.freshOwnerInvitation}</a>;
  if (accountId === v.account.id && v.can('team.manage')) return <a href={v.url.member(member.id)}>{t.freshOwnInvitation}</a>;
  return t.freshInvitation;
}
