import { ButtonLink } from "#components/ui/button.tsx";

export default function Forbidden() {
  return (
    <div className="grid min-h-96 flex-1 place-items-center p-6">
      <div className="max-w-110">
        <h1>Your roles do not open this page</h1>
        <p className="mt-1 mb-4 text-md text-ink-muted">
          Settings lists the roles you have. Whoever manages groups at your identity provider can add one.
        </p>
        <ButtonLink variant="primary" href="/settings">
          Open settings
        </ButtonLink>
      </div>
    </div>
  );
}
