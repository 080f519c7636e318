import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  recipients: string[];
  /** The whole message as it was received. */
  raw: string;
  header(name: string): string | undefined;
}

export interface SmtpServer {
  url: URL;
  /** The mails that the server has read, including mails that it refused or dropped after reading them. */
  received: ReceivedMail[];
  /** The number of connections so far. */
  readonly connections: number;
  close(): Promise<void>;
}

/** A real SMTP server on this machine. `options` may refuse senders, recipients or mails, or drop the connection. */
export async function startSmtp(
  options: SMTPServerOptions & { afterData?: (mail: ReceivedMail) => Error | 'drop' | null } = {},
): Promise<SmtpServer> {
  const received: ReceivedMail[] = [];
  let connections = 0;
  const { afterData = () => null, ...rest } = options;
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onConnect: (_, callback) => {
      connections += 1;
      callback();
    },
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const mail = readMail(
          Buffer.concat(parts).toString('utf8'),
          session.envelope.rcptTo.map((to) => to.address),
        );
        received.push(mail);
        const outcome = afterData(mail);
        if (outcome === 'drop') {
          for (const connection of server.connections) (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
        } else callback(outcome);
      });
    },
    ...rest,
  });
  // Some tests break the connection on purpose; without a listener the error would end the process.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: new URL(`smtp://127.0.0.1:${port}`),
    received,
    get connections() {
      return connections;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function readMail(raw: string, recipients: string[]): ReceivedMail {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return {
    recipients,
    raw,
    header: (name) => head.match(new RegExp(`^${name}: (.*)$`, 'im'))?.[1],
  };
}

/** An SMTP error with the reply code that the server sends. */
export function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
