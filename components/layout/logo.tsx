export function Logo({ className = "size-[22px]" }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 22 22" fill="none" aria-hidden="true" className={className}>
      <rect x=".75" y=".75" width="20.5" height="20.5" rx="5.25" stroke="currentColor" strokeWidth="1.5" />
      <path
        d="M5.5 11h3.2M13.3 7.2h3.2M13.3 14.8h3.2M8.7 11l4.6-3.8M8.7 11l4.6 3.8"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
