import { expect, test } from "vitest";

import { shortSystem } from "./short-system.ts";

test.each([
  ["Microsoft Windows Server 2019 Datacenter", "Windows 2019"],
  ["Microsoft Windows Server 2012 R2 Standard", "Windows 2012 R2"],
  ["Red Hat Enterprise Linux release 8.10 (Ootpa)", "RHEL 8.10"],
  ["SUSE Linux Enterprise Server 15 SP5", "SLES 15 SP5"],
  ["Oracle Linux Server release 8.10", "Oracle Linux 8.10"],
  ["Amazon Linux 2023.8.20250818", "Amazon Linux 2023"],
  ["Ubuntu 24.04.3 LTS", "Ubuntu 24.04"],
  ["Something else 3", "Something else 3"],
])("%s is shown as %s", (system, short) => {
  expect(shortSystem(system)).toBe(short);
});
