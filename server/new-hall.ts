import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { askHidden, pinFault, readPinLine } from './config/ask-pin.ts';
import { loadHallFile } from './config/load-hall-file.ts';
import { newHallFile } from './config/new-hall-file.ts';
import { faultLines, readHallFile } from './config/read-hall-file.ts';
import { hashPin } from './engine/pin-hash.ts';
import { projectRoot } from './store/project-root.ts';

const usage = `npm run new-hall -- --id my-hall --name-zh 我的大厅 --name-en "My hall" [--time-zone Asia/Shanghai] [--admin 5001] [--out halls/my-hall.yaml] [--pin-stdin]
npm run new-hall -- --hash-pin [--pin-stdin]

  第一条写一份新的大厅文件，并设第一位管理员；PIN 在终端输入，不显示（--pin-stdin：从标准输入读一行）。
  第二条只算一个 pinHash，供在大厅文件里加人。
  The first writes a new hall file with a first administrator; the PIN is asked on the terminal and not shown (--pin-stdin: one line of standard input).
  The second only makes a pinHash, to add people to a hall file.
`;

const stop = (lines: readonly string[]): never => {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
};

const given = (() => {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({ options: { id: text, 'name-zh': text, 'name-en': text, 'time-zone': text, admin: text, out: text, 'pin-stdin': flag, 'hash-pin': flag, help: flag } }).values;
  } catch (error) {
    return stop([error instanceof Error ? error.message : String(error), '', usage]);
  }
})();

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]+(\/|$)/.test(name);
  } catch {
    return false;
  }
};

/** What is asked for, and everything that is wrong with it. */
const wishes = (): { readonly hall: { id: string; zh: string; en: string; timeZone: string; adminNumber: string }; readonly out: string; readonly faults: readonly string[] } => {
  const hall = { id: given.id ?? '', zh: given['name-zh']?.trim() ?? '', en: given['name-en']?.trim() ?? '', timeZone: given['time-zone'] ?? 'Asia/Shanghai', adminNumber: given.admin ?? '5001' };
  const out = resolve(given.out ?? join(projectRoot, 'halls', `${hall.id}.yaml`));
  const faults = [
    ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(hall.id) && hall.id.length <= 60 ? [] : [`--id 须用小写字母、数字和单个连字符 / must be lower-case letters, digits and single hyphens: "${hall.id}"`]),
    ...(hall.zh === '' ? ['--name-zh 请给出中文名称 / please give the Chinese name'] : []),
    ...(hall.en === '' ? ['--name-en 请给出英文名称 / please give the English name'] : []),
    ...(isTimeZone(hall.timeZone) ? [] : [`--time-zone 不认识的时区 / unknown time zone: "${hall.timeZone}"`]),
    ...(/^\d{4,8}$/.test(hall.adminNumber) ? [] : [`--admin 工号须是 4 至 8 位数字 / the staff number must be 4 to 8 digits: "${hall.adminNumber}"`]),
    ...(/\.ya?ml$/.test(out) ? [] : [`--out 须以 .yaml 结尾 / must end in .yaml: "${given.out ?? ''}"`]),
    ...(existsSync(out) ? [`--out ${out} 已存在，不会覆盖 / exists already and is not overwritten`] : []),
    ...(existsSync(dirname(out)) ? [] : [`--out 没有目录 / there is no folder ${dirname(out)}`]),
  ];
  return { hall, out, faults };
};

const pinOf = async (): Promise<string> => {
  if (given['pin-stdin'] !== true && !process.stdin.isTTY) stop(['这里没有终端，请加 --pin-stdin / there is no terminal here; add --pin-stdin']);
  const pin = given['pin-stdin'] === true ? await readPinLine() : await askHidden('PIN: ');
  const fault = pinFault(pin ?? '');
  if (pin === null || fault !== null) return stop([fault ?? 'PIN?']);
  if (given['pin-stdin'] !== true && (await askHidden('再输一次 / again: ')) !== pin) stop(['两次输入不同 / the two are different']);
  return pin;
};

const nextSteps = (file: string, adminNumber: string, id: string): string => `
已写好 ${file}
  1. 改作息、区域、事项、窗口、人员和设备；编辑器会按 hall.schema.json 提示。
  2. 启动：HALL_CONFIG=${file} DATA_DIR=./data-${id} npm start；文件有错会逐行指出，什么也不会生效。
  3. 打开 /admin，用工号 ${adminNumber} 和刚才的 PIN 登录，在“设备”页为取号机和大屏生成配对码。
  4. 手机要能查号：设 PUBLIC_URL，并在前面放一个带 TLS 的反向代理。

${file} is written
  1. Change hours, zones, services, counters, staff and devices; editors complete it from hall.schema.json.
  2. Start: HALL_CONFIG=${file} DATA_DIR=./data-${id} npm start. Every fault of the file is named with its line, and nothing is applied.
  3. Open /admin, sign in as ${adminNumber} with the PIN, and make pairing codes for kiosk and display on the page Devices.
  4. For phones, set PUBLIC_URL and put a reverse proxy with TLS in front.
`;

const writeHall = async (): Promise<void> => {
  const { hall, out, faults } = wishes();
  if (faults.length > 0) stop([...faults, '', usage]);
  const pinHash = await hashPin(await pinOf());
  const text = newHallFile({ ...hall, pinHash }, readFileSync(join(projectRoot, 'halls', 'small.yaml'), 'utf8'), new Date().getFullYear());
  const before = readHallFile(text);
  if (!before.ok) stop([...faultLines(before.faults, 'zh-CN', out), ...faultLines(before.faults, 'en', out)]);
  // Readable by its owner only: it holds the hash of a PIN. `wx`: never over another file, whoever made it meanwhile.
  writeFileSync(out, text, { flag: 'wx', mode: 0o600 });
  const written = loadHallFile(out);
  if (!written.ok) stop(faultLines(written.faults, 'en', out));
  const near = relative(process.cwd(), out);
  process.stdout.write(nextSteps(near.startsWith('..') ? out : near, hall.adminNumber, hall.id));
};

if (given.help === true) process.stdout.write(usage);
else if (given['hash-pin'] === true) process.stdout.write(`pinHash: '${await hashPin(await pinOf())}'\n`);
else await writeHall();
