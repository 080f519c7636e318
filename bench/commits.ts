// The yardstick for writes: bare commits with `synchronous=FULL` in the data folder. Run as `node commits.ts FOLDER SECONDS`.
import { openCommits } from './commits-database.ts';

const [folder = '', seconds = '1'] = process.argv.slice(2);
const database = openCommits(folder);

const began = performance.now();
const until = began + Number(seconds) * 1000;
let commits = 0;
while (performance.now() < until) {
  database.commit();
  commits += 1;
}
console.log(JSON.stringify({ aSecond: (commits * 1000) / (performance.now() - began) }));
