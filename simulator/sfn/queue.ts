type Node<Item> = { item: Item; before: Node<Item> | undefined; after: Node<Item> | undefined; isQueued: boolean };

/** Takes one item back out, wherever it is in the queue; nothing happens when it has left. */
export type Withdraw = () => void;

/** A queue of which every operation takes the same time, however long it is. */
export class Queue<Item> {
  size = 0;
  private head: Node<Item> | undefined;
  private tail: Node<Item> | undefined;

  push(item: Item): Withdraw {
    return this.insert({ item, before: this.tail, after: undefined, isQueued: true });
  }

  /** Puts an item before all others. */
  pushFront(item: Item): Withdraw {
    return this.insert({ item, before: undefined, after: this.head, isQueued: true });
  }

  shift(): Item | undefined {
    const node = this.head;
    if (node) this.unlink(node);
    return node?.item;
  }

  private insert(node: Node<Item>): Withdraw {
    if (node.before) node.before.after = node;
    else this.head = node;
    if (node.after) node.after.before = node;
    else this.tail = node;
    this.size += 1;
    return () => this.unlink(node);
  }

  private unlink(node: Node<Item>): void {
    if (!node.isQueued) return;
    node.isQueued = false;
    if (node.before) node.before.after = node.after;
    else this.head = node.after;
    if (node.after) node.after.before = node.before;
    else this.tail = node.before;
    this.size -= 1;
  }
}
