import type { House } from './engine/house.ts';

const people: readonly (readonly [string, string])[] = [['1001', '窗口 clerk (1001-1045)'], ['2001', '导办 guide'], ['3001', '电话预约 hotline'], ['4001', '值班主任 manager'], ['5001', '管理员 administrator'], ['6001', '督查 supervisor']];

/** Printed once to the terminal, not through the logger: where every screen is, and how to sign in to a demo hall. */
export const greet = (house: House, address: string): string => {
  const lines = ['', `  排号 Paihao ${house.version}   ${address}`, ''];
  for (const engine of house.halls.values()) {
    const { config } = engine.hall.catalogue;
    lines.push(`  ${config.name['zh-CN']} / ${config.name.en}`, `    取号机 kiosk      ${address}/kiosk`, `    窗口 counter      ${address}/counter`, ...config.zones.map((z) => `    大屏 display      ${address}/display?zone=${z.id}`), ...(config.booking === undefined ? [] : [`    手机预约 book     ${address}/book`]), `    导办 guide        ${address}/admin`, `    模拟设备 devices  ${address}/simulators`, '');
    const demo = people.filter(([number]) => config.staff.find((s) => s.number === number)?.demoPin !== undefined);
    const pin = config.staff.find((s) => s.demoPin !== undefined)?.demoPin;
    if (pin !== undefined) lines.push(`    演示登录 demo sign-ins (PIN ${pin}): ${demo.map(([number, who]) => `${number} ${who}`).join(' · ')}`, '    配对码 pairing codes: demo-kiosk · demo-display · demo-agent', '');
  }
  return `${lines.join('\n')}\n`;
};
