// Does the due work of a day on a database file in a separate process, which a test can kill or run beside another one.
import { pino } from 'pino';
import { openDatabase } from '../../src/db/open.ts';
import { runDue } from '../../src/due/run.ts';

const [file = '', today = ''] = process.argv.slice(2);
const { db } = openDatabase(file);
const now = () => Math.floor(Date.now() / 1000);
const report = await runDue(db, { log: pino({ level: 'silent' }), now, publicUrl: () => 'http://localhost' }, today);
console.log(JSON.stringify(report));
await db.destroy();
