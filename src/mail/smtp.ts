import type { NodemailerError } from 'nodemailer';

/** Where letters are handed over, and the address they come from. */
export interface Smtp {
  url: URL;
  from: string;
}

/** A letter as the outbox keeps it. */
export interface StoredMail {
  id: string;
  to_email: string;
  to_name: string;
  subject: string;
  text: string;
  html: string;
  message_id: string;
  created_at: number;
}

/** Hands a letter over; throws what the server or the network said. */
export type Send = (mail: StoredMail, signal: AbortSignal) => Promise<void>;

const senderName = 'Seatkeeper';

/**
 * SMTP by nodemailer. One recipient a letter, addresses as objects so that no name becomes a header or a second recipient, no
 * access to files or URLs from a message, and TLS required unless the server is on this machine.
 */
export function smtpSender({ url, from }: Smtp): Send {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'smtps:';
  const local = isLoopback(host);
  // Loaded here, because a server without SMTP has better uses for its 7 MB.
  const connecting = import('nodemailer').then(({ createTransport }) =>
    createTransport({
      host,
      port: Number(url.port) || (secure ? 465 : 587),
      secure,
      requireTLS: !secure && !local,
      // A server on this machine has a certificate for its own name, if any.
      tls: { rejectUnauthorized: !local },
      auth: url.username ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } : undefined,
      dnsTimeout: 10_000,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    }),
  );
  return async (mail, signal) => {
    const transport = await connecting;
    await transport.sendMail({
      from: { name: senderName, address: from },
      to: { name: mail.to_name, address: mail.to_email },
      envelope: { from, to: [mail.to_email] },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: mail.message_id,
      date: new Date(mail.created_at * 1000),
      // No answer by a machine, such as an out-of-office note.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      signal,
    });
  };
}

/** Whether a server at this host is on this machine, so that nothing travels over a network. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * How a hand-over failed. `refused`: the server will never take this letter. `later`: it will not take this letter now. `down`:
 * no server to speak of, or it will not speak with us, so that no other letter would fare better now.
 */
export function failureOf(error: unknown): 'refused' | 'later' | 'down' {
  const { code, responseCode = 0, command = '' } = (error ?? {}) as NodemailerError;
  const aboutTheMail = command === 'RCPT TO' || command === 'DATA' || code === 'EENVELOPE' || code === 'EMESSAGE';
  if (!aboutTheMail) return 'down';
  // A refused sender is a matter of settings, not of the letter: it is worth another try.
  if (command === 'MAIL FROM') return 'down';
  return responseCode >= 500 || command === 'API' ? 'refused' : 'later';
}

/** What the server or the network said, in one line, for the operator. */
export function wordsOf(error: unknown): string {
  const { response, message } = (error ?? {}) as NodemailerError;
  return (response || message || String(error)).replace(/\p{Cc}+/gu, ' ').slice(0, 500);
}
