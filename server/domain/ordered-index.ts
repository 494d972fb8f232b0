/** Where a leg stands in a line: by due, then start, then issue. The first number that differs decides. */
export interface LineKey { readonly due: number; readonly start: number; readonly order: number }

export const compareKeys = (a: LineKey, b: LineKey): number => a.due - b.due || a.start - b.start || a.order - b.order;

interface Node { readonly key: LineKey; readonly id: string; readonly rank: number; left: Node | null; right: Node | null; size: number }

const sizeOf = (node: Node | null): number => (node === null ? 0 : node.size);
const resize = (node: Node): Node => {
  node.size = 1 + sizeOf(node.left) + sizeOf(node.right);
  return node;
};
/** Heap ranks come from the issue order, so that the same hall always builds the same tree. */
const rankOf = (order: number): number => {
  let x = (order ^ 0x9e3779b9) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
};

/** A treap that also counts: insert, remove, first, and "how many stand before this key" in about log2(n) comparisons each. */
export class OrderedIndex {
  private root: Node | null = null;
  /** Comparisons made so far; the bench checks that it grows with the logarithm only. */
  comparisons = 0;

  get size(): number { return sizeOf(this.root); }

  private before(a: LineKey, b: LineKey): boolean {
    this.comparisons += 1;
    return compareKeys(a, b) < 0;
  }

  private split(node: Node | null, key: LineKey): [Node | null, Node | null] {
    if (node === null) return [null, null];
    if (this.before(node.key, key)) {
      const [low, high] = this.split(node.right, key);
      node.right = low;
      return [resize(node), high];
    }
    const [low, high] = this.split(node.left, key);
    node.left = high;
    return [low, resize(node)];
  }

  private merge(low: Node | null, high: Node | null): Node | null {
    if (low === null) return high;
    if (high === null) return low;
    if (low.rank > high.rank) {
      low.right = this.merge(low.right, high);
      return resize(low);
    }
    high.left = this.merge(low, high.left);
    return resize(high);
  }

  add(id: string, key: LineKey): void {
    const [low, high] = this.split(this.root, key);
    const node: Node = { key, id, rank: rankOf(key.order), left: null, right: null, size: 1 };
    this.root = this.merge(this.merge(low, node), high);
  }

  /** False when no entry has exactly this key. */
  remove(key: LineKey): boolean {
    const [low, rest] = this.split(this.root, key);
    const [match, high] = this.split(rest, { ...key, order: key.order + 0.5 });
    this.root = this.merge(low, high);
    return match !== null;
  }

  first(): { readonly id: string; readonly key: LineKey } | null {
    let node = this.root;
    while (node?.left != null) node = node.left;
    return node;
  }

  /** Entries whose key is smaller. */
  countBefore(key: LineKey): number {
    let node = this.root;
    let count = 0;
    while (node !== null) {
      if (this.before(node.key, key)) {
        count += sizeOf(node.left) + 1;
        node = node.right;
      } else node = node.left;
    }
    return count;
  }

  /** The first `limit` entries in order. */
  take(limit: number): { readonly id: string; readonly key: LineKey }[] {
    const out: { readonly id: string; readonly key: LineKey }[] = [];
    const walk = (node: Node | null): void => {
      if (node === null || out.length >= limit) return;
      walk(node.left);
      if (out.length < limit) out.push(node);
      walk(node.right);
    };
    walk(this.root);
    return out;
  }
}
