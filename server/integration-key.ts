import { freshToken, tokenHash } from './engine/fresh-values.ts';

// A key for a program that acts for a platform: it is shown once, and the hall file holds only its hash.
const key = freshToken();
process.stdout.write(`密钥（只显示这一次，交给平台）/ Key (shown only now; give it to the platform):\n  ${key}\n写入大厅文件 integrations 的 keyHash / keyHash for integrations in the hall file:\n  ${tokenHash(key)}\n`);
