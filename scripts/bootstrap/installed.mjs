import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Whether node_modules holds what package-lock.json names, as npm itself recorded when it installed. */
export function isInstalled(root) {
  if (!existsSync(join(root, "node_modules/.bin/node"))) return false;
  const present = packagesIn(join(root, "node_modules/.package-lock.json"));
  const wanted = Object.entries(packagesIn(join(root, "package-lock.json")));
  return wanted.every(
    ([path, each]) => path === "" || isSame(each, present[path]) || mayBeMissing(each, present[path]),
  );
}

function isSame(wanted, present) {
  return present !== undefined && wanted.version === present.version && wanted.integrity === present.integrity;
}

/** Made for another operating system or processor. */
function mayBeMissing(wanted, present) {
  return present === undefined && (wanted.optional === true || wanted.devOptional === true || wanted.peer === true);
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}
