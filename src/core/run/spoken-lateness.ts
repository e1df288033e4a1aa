/** `850 ms late`, `18.3 s late`, `3 min 20 s late`, `2 h 5 min late` */
export function spokenLateness(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms late`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s late`;
  const minutes = Math.floor(ms / 60_000);
  return minutes < 60 ? `${minutes} min ${Math.floor((ms % 60_000) / 1_000)} s late` : `${Math.floor(minutes / 60)} h ${minutes % 60} min late`;
}
