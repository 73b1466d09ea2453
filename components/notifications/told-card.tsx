"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { Card, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { executionDeliveriesQuery } from "#lib/query/executions.ts";

import { deliveryState } from "./channel-words.ts";
import { DeliveryLine } from "./delivery-line.tsx";

const SHOWN = 4;

/** Who was told of an execution: those whom it did not reach by name, the others by their number. */
export function ToldCard({ executionId, isOver }: { executionId: string; isOver: boolean }) {
  const { data } = useQuery(executionDeliveriesQuery(executionId, isOver));
  const [isAllShown, setIsAllShown] = useState(false);
  if (data === undefined || data.items.length === 0) return null;
  const missed = data.items
    .filter((delivery) => deliveryState(delivery) !== "delivered")
    .toSorted((a, b) => Number(b.status === "FAILED") - Number(a.status === "FAILED"));
  const shown = isAllShown ? missed : missed.slice(0, SHOWN);
  const arrived = data.items.length - missed.length;
  return (
    <Card aria-labelledby="told-title">
      <CardHeader
        id="told-title"
        title="Told"
        note={`${arrived} of ${data.items.length} notifications delivered${data.nextCursor === null ? "" : ", of the newest"}`}
      />
      {shown.length > 0 && (
        <ul>
          {shown.map((delivery) => (
            <DeliveryLine key={delivery.id} delivery={delivery} title={delivery.channel.name} isBrief />
          ))}
        </ul>
      )}
      {missed.length > shown.length && (
        <CardFooter>
          <Button size="sm" onClick={() => setIsAllShown(true)}>
            Show all {missed.length}
          </Button>
        </CardFooter>
      )}
    </Card>
  );
}
