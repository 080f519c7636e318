import { expect, it, vi } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { enqueue } from '../../src/mail/outbox.ts';
import { insertAccount } from '../support/rows.ts';
import { startTestServer } from '../support/server.ts';
import { startSmtp } from '../support/smtp.ts';

it('a server sends the mails that are in its outbox at the start', async () => {
  const smtp = await startSmtp();
  const server = await startTestServer(
    async (db, at) => {
      const accountId = await insertAccount(db);
      await transaction(db, (trx) =>
        enqueue(trx, {
          accountId,
          to: { memberId: null, email: 'olga@orchard.example', name: 'Olga' },
          kind: 'request-submitted',
          content: {
            language: 'en',
            subject: 'Hello',
            greeting: 'Hello',
            paragraphs: [],
            facts: [],
            quote: null,
            action: null,
            footer: '',
          },
          publicUrl: 'https://seats.example',
          at,
        }),
      );
    },
    { SMTP_URL: smtp.url.href, MAIL_FROM: 'seats@seats.example' },
  );
  await vi.waitFor(() => expect(smtp.received).toHaveLength(1), { timeout: 10_000 });
  await server.stop();
  await smtp.close();
});
