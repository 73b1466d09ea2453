import { NothingHere } from "#components/layout/nothing-here.tsx";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh">
      <NothingHere />
    </main>
  );
}
