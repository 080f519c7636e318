/** In place of a form for somebody who may only ask and has asked already: one request can wait at a time (rules §4.4). */
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import type { ChangeRequest } from '../../src/requests/queries.ts';
import type { FormValues } from '../../src/web/form.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { type NavItem, Page, PageHeader } from '../page.tsx';
import { LinkButton } from '../parts/button.tsx';
import { Notice, StateTag } from '../parts/notice.tsx';
import { Section } from '../parts/section.tsx';
import { Asked, daysPending, editHref, OwnActions, waitsFor } from './parts.tsx';

/** The page in whose place this one stands. */
export interface StandsInFor {
  title: string;
  current: NavItem;
  back: { href: string; label: string };
}

interface AlreadyPendingProps {
  v: SignedInViewer;
  request: ChangeRequest;
  catalogue: Catalogue;
  /** Who answers it, by name. */
  answerers: readonly string[];
  mayEdit: boolean;
  /** What was to be submitted as a second request, as fields of the form in which the first is edited: it can take its place. */
  formValues: FormValues | null;
  /** Manage unless told. */
  page?: StandsInFor | undefined;
}

export function AlreadyPendingPage({ v, request, catalogue, answerers, mayEdit, formValues, page }: AlreadyPendingProps) {
  const [t, words] = [v.t.requests, v.t.subscription];
  const { title, current, back } = page ?? {
    title: words.requestTitle,
    current: 'subscription',
    back: { href: v.url.subscription(), label: words.title },
  };
  return (
    <Page v={v} title={title} current={current} error={formValues !== null}>
      {formValues && (
        <Notice
          t={v.t}
          kind="warning"
          title={t.typedTitle}
          live
          action={
            mayEdit && (
              <LinkButton href={editHref(v, request, formValues)} small>
                {t.editWithTyped}
              </LinkButton>
            )
          }
        >
          <p>{t.typedText}</p>
        </Notice>
      )}
      <PageHeader title={title} lead={t.alreadyText} back={back} />
      <Section title={t.alreadyTitle} id="pending">
        <p>
          <StateTag state={request.status} label={t.states[request.status]} /> {t.pendingFor(daysPending(v, request))}.{' '}
          {waitsFor(v, request, answerers)}
        </p>
        <OwnActions v={v} request={request} mayEdit={mayEdit} />
      </Section>
      <Asked v={v} request={request} catalogue={catalogue} />
    </Page>
  );
}
