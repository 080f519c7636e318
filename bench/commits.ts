// The yardstick of writing: bare commits with `synchronous=FULL` in the folder of the data. Run as `node commits.ts FOLDER SECONDS`.
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

const [folder = '', seconds = '1'] = process.argv.slice(2);
const database = new BetterSqlite3(join(folder, 'commits.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE IF NOT EXISTS commits (id integer PRIMARY KEY, at integer NOT NULL) STRICT');
const insert = database.prepare('INSERT INTO commits (at) VALUES (?)');

const began = performance.now();
const until = began + Number(seconds) * 1000;
let commits = 0;
while (performance.now() < until) {
  insert.run(commits);
  commits += 1;
}
console.log(JSON.stringify({ aSecond: (commits * 1000) / (performance.now() - began) }));
