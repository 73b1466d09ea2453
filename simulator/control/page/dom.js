/** An element with attributes and children. Text is always text, never markup. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function byId(id) {
  return document.getElementById(id);
}

/** Changes a node's text only when it differs, so that nothing flickers and selections survive. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

const ROWS = new WeakMap();

/**
 * Makes a parent's children follow a list: nodes stay with their item, by key, and keep focus, selection and what was opened.
 * `create` answers `{node, update}`; `update` is called with the item, at once and again whenever it may have changed.
 */
export function follow(parent, items, { keyOf, create }) {
  const known = ROWS.get(parent) ?? new Map();
  const rows = new Map(items.map((item) => [String(keyOf(item)), item]));
  for (const [key, { node }] of known) {
    if (rows.has(key)) continue;
    node.remove();
    known.delete(key);
  }
  let cursor = parent.firstChild;
  for (const [key, item] of rows) {
    const row = known.get(key) ?? create(item);
    known.set(key, row);
    if (row.node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(row.node, cursor);
    row.update(item);
  }
  ROWS.set(parent, known);
}

/** A cell of a table that becomes a list on narrow screens: without a label it speaks for itself. */
export function cell(className, label) {
  return element("td", { role: "cell", ...(className && { class: className }), ...(label && { "data-label": label }) });
}
