/**
 * The error pages. They tell the user that nothing was changed. A page of another account looks exactly like a page that does not exist.
 *
 *   badRequestPage(v) 400 · forbiddenPage(v, whomToAsk) 403 · crossSitePage(v) 403 · notFoundPage(v) 404
 *   tooLargePage(v) 413 · crashPage(v) 500 · unavailablePage(v) 503
 */
import type { Child } from 'hono/jsx';
import type { Viewer } from '../src/web/viewer.ts';
import { Page, PageHeader } from './page.tsx';
import { LinkButton } from './parts/button.tsx';

export function badRequestPage(v: Viewer) {
  const { badRequestTitle, badRequest } = v.t.common.errors;
  return <Answer v={v} status={400} title={badRequestTitle} text={badRequest} />;
}

export interface WhomToAsk {
  names: readonly string[];
  /** No role of this account may do it, because of the kind of account. */
  isOfNoRole: boolean;
}

/** Like the page for 404, it does not contain the requested path. */
export function forbiddenPage(v: Viewer, { names, isOfNoRole }: WhomToAsk) {
  const { forbiddenTitle, forbidden, forbiddenToAll, forbiddenAsk } = v.t.common.errors;
  return (
    <Answer v={{ ...v, path: v.url.home() }} status={403} title={forbiddenTitle} text={isOfNoRole ? forbiddenToAll : forbidden}>
      {names.length > 0 && <p class="ask">{forbiddenAsk(v.f.or(names))}</p>}
    </Answer>
  );
}

export function crossSitePage(v: Viewer) {
  const { crossSiteTitle, crossSite } = v.t.common.errors;
  return <Answer v={v} status={403} title={crossSiteTitle} text={crossSite} />;
}

/** Byte for byte the same for a missing page and for a page of another account, so it does not even contain the requested path. */
export function notFoundPage(v: Viewer) {
  const { notFoundTitle, notFound } = v.t.common.errors;
  return <Answer v={{ ...v, path: v.url.home() }} status={404} title={notFoundTitle} text={notFound} />;
}

export function tooLargePage(v: Viewer) {
  const { tooLargeTitle, tooLarge } = v.t.common.errors;
  return <Answer v={v} status={413} title={tooLargeTitle} text={tooLarge} />;
}

/** Shows the request id, with which the administrator finds the error in the log, and no other detail of the error. */
export function crashPage(v: Viewer) {
  const { crashTitle, crash, reference } = v.t.common.errors;
  return (
    <Answer v={v} status={500} title={crashTitle} text={crash}>
      <p class="reference">{reference(v.requestId)}</p>
    </Answer>
  );
}

export function unavailablePage(v: Viewer) {
  const { unavailableTitle, unavailable } = v.t.common.errors;
  return <Answer v={v} status={503} title={unavailableTitle} text={unavailable} />;
}

interface AnswerProps {
  v: Viewer;
  status: number;
  title: string;
  text: string;
  children?: Child;
}

function Answer({ v, status, title, text, children }: AnswerProps) {
  return (
    <Page v={v} title={title}>
      <div class="answer">
        <p class="answer-status">{status}</p>
        <PageHeader title={title} lead={text} />
        {children}
        <LinkButton href={v.url.home()}>{v.t.common.errors.toStart}</LinkButton>
      </div>
    </Page>
  );
}
