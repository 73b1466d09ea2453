/** Somebody who can sign in. `roles` go into the groups claim. */
export type Person = { email: string; name: string; password: string; roles: string[] };

/** The people of the demo, without their passwords. */
export const DEMO_PEOPLE: Omit<Person, "password">[] = [
  { email: "ada@example.com", name: "Ada Byron", roles: ["admin", "commander"] },
  { email: "olu@example.com", name: "Olu Adeyemi", roles: ["planner", "operator"] },
  { email: "vik@example.com", name: "Vik Sharma", roles: ["viewer"] },
];

/** What the identity provider calls somebody for ever, whatever their address becomes. */
export function subjectOf(person: Pick<Person, "email">): string {
  return `demo-${person.email.split("@")[0] ?? person.email}`;
}

/** Whose token the demo's API token is. */
export function adminOf(people: readonly Person[]): Person {
  const admin = people.find(({ roles }) => roles.includes("admin"));
  if (admin === undefined) throw new Error("None of these people is an admin.");
  return admin;
}
