import fc from 'fast-check';

// The same random cases in each run, so that a test that is red is red for everybody. The run at night takes other ones, and more.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1), numRuns: Number(process.env.RUNS ?? 100) });
