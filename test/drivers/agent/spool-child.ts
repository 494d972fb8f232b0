import { diskSpoolFile } from '../../../drivers/agent/spool-file.ts';
import { Spool } from '../../../drivers/agent/spool.ts';
import { jobWith } from '../papers.ts';

// Takes and begins jobs as fast as the disk allows, saying each only when it is on disk, until somebody kills it.
const spool = new Spool(diskSpoolFile(process.argv[2] ?? ''), () => Date.now());
await spool.open();
for (let n = 0; ; n += 1) {
  const id = `J${n}`;
  await spool.accept(jobWith(id, Date.now()));
  process.stdout.write(`accepted ${id}\n`);
  if (n % 2 === 0) continue;
  await spool.begin(id);
  process.stdout.write(`begun ${id}\n`);
}
