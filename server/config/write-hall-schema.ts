import { writeFileSync } from 'node:fs';
import { hallFileSchema } from '../../contract/hall-file.ts';

/** The schema as it is published beside the hall files; run after every change of `contract/hall-file*.ts`. */
writeFileSync(new URL('../../halls/hall.schema.json', import.meta.url), `${JSON.stringify(hallFileSchema, null, 2)}\n`);
