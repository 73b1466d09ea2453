import { describe, expect, test } from "vitest";

import { ApiProblem } from "#lib/query/problem.ts";

import { toSaveProblem } from "./save-problem.ts";

describe("a refused save", () => {
  test("a name in use is said at the name and names the group", () => {
    const problem = new ApiProblem({
      status: 409,
      code: "PG_NAME_EXISTS",
      detail: "…",
      conflicts: [{ kind: "protection-group", id: "1", name: "ERP database" }],
    });
    expect(toSaveProblem(problem, []).name).toContain("“ERP database”");
  });

  test("servers of another group can be taken out of the choice", () => {
    const problem = new ApiProblem({
      status: 409,
      code: "SERVER_ASSIGNED",
      detail: "in the way",
      conflicts: [
        { kind: "source-server", id: "s-2", name: "erp-02" },
        { kind: "protection-group", id: "g", name: "erp" },
      ],
    });
    expect(toSaveProblem(problem, ["s-1", "s-2"])).toMatchObject({ servers: "in the way", refusedServers: ["s-2"] });
  });

  test("unknown servers are found by their place in what was sent", () => {
    const problem = new ApiProblem({
      status: 400,
      code: "INVALID_SERVER_IDS",
      detail: "unknown",
      invalidParams: [{ name: "sourceServerIds.1", reason: "unknown" }],
    });
    expect(toSaveProblem(problem, ["s-1", "s-2"]).refusedServers).toEqual(["s-2"]);
  });

  test("what fits no field is said above the form", () => {
    const problem = new ApiProblem({ status: 409, code: "GROUP_IN_USE", detail: "used by a drill" });
    expect(toSaveProblem(problem, []).general).toBe("used by a drill");
  });
});
