import type { NodemailerError } from 'nodemailer';

/** The mail server, and the sender's address. */
export interface Smtp {
  url: URL;
  from: string;
}

/** A mail, as it is stored in the outbox. */
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

/** Hands a mail over to the mail server. @throws the error of the server or the network */
export type Send = (mail: StoredMail, signal: AbortSignal) => Promise<void>;

const senderName = 'Seatkeeper';

/**
 * Sends by SMTP with nodemailer. Each mail has one recipient. Addresses are objects, so that a name cannot become a header or a second
 * recipient. A message cannot read files or URLs. TLS is required unless the server is on this machine.
 */
export function smtpSender({ url, from }: Smtp): Send {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'smtps:';
  const local = isLoopback(host);
  // Imported lazily: nodemailer takes 7 MB of memory, which an instance without SMTP saves.
  const connecting = import('nodemailer').then(({ createTransport }) =>
    createTransport({
      host,
      port: Number(url.port) || (secure ? 465 : 587),
      secure,
      requireTLS: !secure && !local,
      // A mail server on this machine may have no valid certificate, or one for another name than this host.
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
      // Asks mail programs not to answer automatically, for example with an out-of-office note.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      signal,
    });
  };
}

/** Whether this host is this machine, so that no mail goes over a network. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * How a hand-over failed. `refused`: the server will never take this mail. `later`: it does not take this mail now. `down`: the server
 * cannot be reached or rejects us, so that every other mail would fail now too.
 */
export function failureOf(error: unknown): 'refused' | 'later' | 'down' {
  const { code, responseCode = 0, command = '' } = (error ?? {}) as NodemailerError;
  const aboutTheMail = command === 'RCPT TO' || command === 'DATA' || code === 'EENVELOPE' || code === 'EMESSAGE';
  if (!aboutTheMail) return 'down';
  // The server refuses the sender. The settings are wrong, not the mail, so the mail is retried.
  if (command === 'MAIL FROM') return 'down';
  return responseCode >= 500 || command === 'API' ? 'refused' : 'later';
}

/** The error message of the server or the network, in one line, for operators. */
export function errorMessageOf(error: unknown): string {
  const { response, message } = (error ?? {}) as NodemailerError;
  return (response || message || String(error)).replace(/\p{Cc}+/gu, ' ').slice(0, 500);
}
