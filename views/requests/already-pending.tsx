/** In place of Manage for somebody who may only ask and has asked already: one request can wait at a time (spec §4.4). */
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import type { ChangeRequest } from '../../src/requests/queries.ts';
import type { Typed } from '../../src/web/form.ts';
import type { Insider } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { LinkButton } from '../parts/button.tsx';
import { Notice, StateTag } from '../parts/notice.tsx';
import { Section } from '../parts/section.tsx';
import { Asked, daysPending, OwnActions } from './parts.tsx';

interface AlreadyPendingProps {
  v: Insider;
  request: ChangeRequest;
  catalogue: Catalogue;
  deciders: readonly string[];
  /** What was to be submitted as a second request: kept, so that it can take the place of the first. */
  typed: Typed | null;
}

export function AlreadyPendingPage({ v, request, catalogue, deciders, typed }: AlreadyPendingProps) {
  const [t, words] = [v.t.requests, v.t.subscription];
  return (
    <Page v={v} title={words.requestTitle} current="subscription" error={typed !== null}>
      {typed && (
        <Notice
          t={v.t}
          kind="warning"
          title={t.typedTitle}
          live
          action={
            <LinkButton href={`${v.url.requestEdit(request.id)}?${draftOf(typed)}`} small>
              {t.editWithTyped}
            </LinkButton>
          }
        >
          <p>{t.typedText}</p>
        </Notice>
      )}
      <PageHeader title={words.requestTitle} lead={t.alreadyText} back={{ href: v.url.subscription(), label: words.title }} />
      <Section title={t.alreadyTitle} id="pending">
        <p>
          <StateTag state={request.status} label={t.states[request.status]} /> {t.pendingFor(daysPending(v, request))}.{' '}
          {t.waitsFor(v.f.or(deciders))}
        </p>
        <OwnActions v={v} request={request} mayEdit />
      </Section>
      <Asked v={v} request={request} catalogue={catalogue} />
    </Page>
  );
}

/** The fields of a draft as they stand in a URL; the key of the form stays behind. */
function draftOf(typed: Typed): string {
  const { key: _key, request: _request, ...fields } = typed;
  return new URLSearchParams(fields).toString();
}
