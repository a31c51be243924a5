// All work-items share a slot: sums are added to in whatever order. 32 neighbours walk one event's synapses together.
INLINE void add64_(volatile __global uint *p, ulong v) {
  uint low = (uint)v, before = atomic_add(p, low);
  uint high = (uint)(v >> 32) + (before + low < before);
  if (high != 0) atomic_add(p + 1, high);
}
#define ADD32(p, v) atomic_add((volatile __global uint *)(p), (uint)(v))
#define ADD64(p, v) add64_((volatile __global uint *)(p), (ulong)(v))
#define NEIGHBOURS 32
#define EVENT0 (lane / NEIGHBOURS)
#define EVENTS (lanes / NEIGHBOURS)
#define SYNAPSE0 (lane % NEIGHBOURS)
#define SYNAPSES NEIGHBOURS
#define OWNER0 EVENT0
#define OWNERS EVENTS
#define UNIT0 lane
#define UNITS lanes
INLINE void append(__global int *counts, __global int *list, __global int *payloads, int graded, int n, int payload) {
  int at = atomic_inc((volatile __global int *)counts);
  list[at] = n;
  if (graded) payloads[at] = payload;
}
