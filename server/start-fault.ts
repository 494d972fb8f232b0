import type { Config } from './config/config.ts';

const folderFaults = ['EACCES', 'EEXIST', 'ENOTDIR', 'EROFS', 'ENOENT', 'SQLITE_CANTOPEN', 'SQLITE_READONLY'];

/** Why the server can't start and what people can do about it, in both languages; what isn't foreseen says itself. */
export const startFault = (error: unknown, { host, port, dataDir }: Config): string => {
  if (!(error instanceof Error)) return String(error);
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `端口 ${port} 已被别的程序占用，请停止它，或用 PORT 换一个端口。 / Port ${port} is in use by another program; stop that one, or choose another with PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST=${host} 不是本机的地址。 / HOST=${host} is not an address of this machine.`;
  if (code === 'EACCES' && message.startsWith('listen')) return `没有权限使用端口 ${port}，请用 PORT 换一个 1024 以上的端口。 / No permission for port ${port}; choose one above 1024 with PORT.`;
  return folderFaults.some((known) => code.startsWith(known)) ? `数据目录 ${dataDir} 不能使用。 / The data directory ${dataDir} can't be used: ${message}` : message;
};
