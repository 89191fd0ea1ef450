// The way to a place, in the phone's own map. Only the address goes there, never who is met.
export function directions(address, agent = navigator.userAgent) {
  const to = encodeURIComponent(address);
  if (/iPhone|iPad|iPod|Macintosh/.test(agent)) return `maps://?daddr=${to}`;
  return `geo:0,0?q=${to}`;
}
