/** The people to contact, and who can buy (rules §3 row 20, §5). */
import type { Contact } from '../../src/accounts/contacts.ts';
import type { WhoCanBuy } from '../../src/accounts/who-can-buy.ts';
import type { Role } from '../../src/permissions.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, LinkButton } from '../parts/button.tsx';
import { DefinitionList, Section } from '../parts/section.tsx';
import { Cell, Row, RowHead, Table } from '../parts/table.tsx';

interface ContactsProps {
  v: SignedInViewer;
  contacts: readonly Contact[];
  representative: { name: string; email: string } | null;
  buying: WhoCanBuy;
}

export function contactsPage({ v, contacts, representative, buying }: ContactsProps) {
  const { title, lead } = v.t.contacts;
  return (
    <Page v={v} title={title} current="contacts">
      <PageHeader title={title} lead={lead} />
      <Deciders v={v} contacts={contacts} decide={rolesOf(buying, 'decide').length > 0} />
      {(representative || buying.online !== 'everything') && <Representative v={v} representative={representative} />}
      <Buying v={v} buying={buying} />
      <Yours v={v} contacts={contacts} representative={representative} buying={buying} />
    </Page>
  );
}

function Deciders({ v, contacts, decide }: { v: SignedInViewer; contacts: readonly Contact[]; decide: boolean }) {
  const { t } = v;
  const words = t.contacts;
  return (
    <Section id="deciders" title={words.deciders} lead={decide ? words.decidersLead.decide : words.decidersLead.see}>
      {contacts.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <Table caption={words.caption} captionHidden head={[{ label: words.name }, { label: words.role }, { label: words.email }]} stacked>
          {contacts.map((contact) => (
            <Row>
              <RowHead>
                {contact.name} {contact.id === v.member.id && words.you}
              </RowHead>
              <Cell label={words.role}>
                {t.common.roles[contact.role]}
                {contact.status === 'invited' && <p class="hint">{words.invited}</p>}
              </Cell>
              <Cell label={words.email}>
                <Mail email={contact.email} />
              </Cell>
            </Row>
          ))}
        </Table>
      )}
    </Section>
  );
}

function Representative({ v, representative }: Pick<ContactsProps, 'v' | 'representative'>) {
  const words = v.t.contacts;
  return (
    <Section id="representative" title={words.representative} lead={representative && words.representativeLead}>
      {representative ? (
        <DefinitionList
          items={[
            { term: words.name, value: representative.name },
            { term: words.email, value: <Mail email={representative.email} /> },
          ]}
        />
      ) : (
        <p>{words.noRepresentative}</p>
      )}
    </Section>
  );
}

function Buying({ v, buying }: Pick<ContactsProps, 'v' | 'buying'>) {
  const { t, f } = v;
  const words = t.contacts;
  const roleNames = (roles: readonly Role[]) => f.and(roles.map((role, index) => inSentence(v, t.common.roles[role], index > 0)));
  // An act that no role can do online is done by the representative. The acts `request`, `write` and `decide` only lead to a purchase, so
  // their rows are left out when no role has them; only the row `request` stays, when requests are disabled and could be enabled.
  const answer = (act: WhoCanBuy['acts'][number]['act'], roles: readonly Role[]) => {
    if (roles.length > 0) return roleNames(roles);
    if (act === 'request') return buying.requestsAreOff ? words.requestsOff : null;
    return act === 'write' || act === 'decide' ? null : words.onlyRepresentative;
  };
  return (
    <Section id="buying" title={words.buying} lead={words.online[buying.online]}>
      <DefinitionList items={[{ term: words.accountType, value: t.common.accountTypes[v.account.type] }]} />
      <Table caption={words.buying} captionHidden head={[{ label: words.what }, { label: words.who }]} stacked>
        {buying.acts.map(({ act, roles }) => {
          const who = answer(act, roles);
          return (
            who !== null && (
              <Row>
                <RowHead>{words.acts[act]}</RowHead>
                <Cell label={words.who}>{who}</Cell>
              </Row>
            )
          );
        })}
      </Table>
    </Section>
  );
}

/** The name of a role inside a sentence: German keeps the capital letter of nouns, the other languages use it only at the start. */
function inSentence(v: SignedInViewer, name: string, isInside: boolean): string {
  return isInside && v.language !== 'de' ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

function Yours({ v, contacts, representative, buying }: ContactsProps) {
  const words = v.t.contacts;
  return (
    <Section id="yours" title={words.how}>
      <p>{whatYouCanDo(v, contacts, representative, buying)}</p>
      {buying.reader !== 'ask' && (
        <Actions>
          {v.can('subscription.manage') && (
            <LinkButton href={v.url.manage()} kind="primary">
              {words.manage}
            </LinkButton>
          )}
          <LinkButton href={v.url.addSeats()}>{words.addSeats}</LinkButton>
        </Actions>
      )}
    </Section>
  );
}

/** What the viewer may do; a viewer who may do nothing reads the names of the people to ask. */
function whatYouCanDo(
  v: SignedInViewer,
  contacts: readonly Contact[],
  representative: ContactsProps['representative'],
  buying: WhoCanBuy,
): string {
  const words = v.t.contacts.reader;
  if (buying.reader !== 'ask') return words[buying.reader];
  const able = rolesOf(buying, 'buy');
  const names = contacts.filter((contact) => able.includes(contact.role)).map((contact) => contact.name);
  if (names.length === 0 && representative) names.push(representative.name);
  return names.length > 0 ? words.ask(v.f.or(names)) : words.askNobody;
}

function rolesOf(buying: WhoCanBuy, act: WhoCanBuy['acts'][number]['act']): readonly Role[] {
  return buying.acts.find((entry) => entry.act === act)?.roles ?? [];
}

function Mail({ email }: { email: string }) {
  return <a href={`mailto:${encodeURI(email)}`}>{email}</a>;
}
