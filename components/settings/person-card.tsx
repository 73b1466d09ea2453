"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, Minus } from "lucide-react";

import { Card, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Permission } from "#lib/domain/permissions.ts";
import { meQuery } from "#lib/query/me.ts";

const WORDS: Record<Permission, string> = {
  "inventory:read": "See source servers",
  "inventory:sync": "Read the inventory again",
  "group:read": "See protection groups",
  "group:write": "Change protection groups",
  "plan:read": "See recovery plans and health profiles",
  "plan:write": "Change recovery plans and health profiles",
  "execution:read": "See executions",
  "execution:drill": "Start drills",
  "execution:recover": "Start recoveries",
  "execution:control": "Control executions",
  "account:read": "See accounts",
  "account:write": "Change accounts",
  "channel:manage": "Change notification channels",
  "audit:read": "See the audit",
};

export function PersonCard() {
  const { data: me } = useQuery(meQuery());
  if (me === undefined) return null;
  return (
    <Card>
      <CardHeader title="You" />
      <div className="px-4 py-3">
        <KeyValues
          items={[
            { key: "Name", value: me.name },
            { key: "Email", value: me.email },
            {
              key: "Roles",
              value: (
                <span className="flex flex-wrap gap-1">
                  {me.roles.length === 0 ? "None" : me.roles.map((role) => <Tag key={role}>{role}</Tag>)}
                </span>
              ),
            },
          ]}
        />
        <ul className="mt-3 grid gap-1 border-t border-line pt-3 text-xs/[18px]">
          {Permission.options.map((permission) => {
            const isGranted = me.permissions.includes(permission);
            return (
              <li
                key={permission}
                className={isGranted ? "flex items-center gap-2" : "flex items-center gap-2 text-ink-faint"}
              >
                {isGranted ? <Check className="size-3.5 stroke-2" /> : <Minus className="size-3.5 stroke-2" />}
                {WORDS[permission]}
                {!isGranted && <span className="sr-only">, not with your roles</span>}
              </li>
            );
          })}
        </ul>
      </div>
      <CardFooter>Roles come from your groups at the identity provider.</CardFooter>
    </Card>
  );
}
