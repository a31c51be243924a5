// A slot's part of the buffers, and its place among the work-items that share it.
#define ARGUMENTS __global const char *K8, __global const short *K16, __global const int *K32, __global int *S, \
  __global ulong *L, __global char *B, __global const uint *streams, __global const int *input, __global const int *record, \
  __global char *recorded8, __global int *recorded32, __global long *counts64, int first, int ticks, int at
#define SLOT \
  __global int *s = S + slot * INTS; \
  __global ulong *l = L + slot * LONGS; \
  __global char *b = B + slot * BYTES; \
  __global ulong *counters = l + COUNTERS; \
  const uint key1 = KEY1 + streams[slot];
#define INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
INLINE void reset_slot(__global const int *initial, __global int *s, __global ulong *l, int lane, int lanes) {
  for (int i = lane; i < INITIAL; i += lanes) s[i] = initial[i];
  for (long i = lane; i < LONGS; i += lanes) l[i] = 0;
}
// External events of tick t of the chunk: [slot, population, ticks + 1] offsets, then neurons, each with its payload unless all are 1.
INLINE void place_input(__global const int *input, int row, int ticks, int t, int paired, __global int *counts,
    __global int *list, __global int *payloads, int lane, int lanes) {
  __global const int *offsets = input + (long)row * (ticks + 1);
  int begin = offsets[t], count = (offsets[t + 1] - begin) >> paired;
  if (lane == 0) counts[0] = count;
  for (int e = lane; e < count; e += lanes) {
    list[e] = input[begin + (e << paired)];
    if (paired) payloads[e] = input[begin + 2 * e + 1];
  }
}
// What is recorded: number of entries, elements of a tick in both buffers, elements of a slot's counts; then for each entry
// kind, number of neurons, where from, where to.
INLINE void record_tick(__global const int *record, long row, long slot, __global int *s, __global char *b,
    __global char *recorded8, __global int *recorded32, __global long *counts, int lane, int lanes) {
  recorded8 += row * record[1];
  recorded32 += row * record[2];
  counts += slot * record[3];
  for (int entry = 0; entry < record[0]; entry++) {
    __global const int *r = record + 4 + 4 * entry;
    int kind = r[0], from = r[2], to = r[3];
    int share = (r[1] + lanes - 1) / lanes, begin = lane * share, end = min_(begin + share, r[1]);
    if (kind == 0) { for (int n = begin; n < end; n++) recorded8[to + n] = b[from + n]; }
    else if (kind == 1) { for (int n = begin; n < end; n++) recorded32[to + n] = s[from + n]; }
    else if (kind == 2) { for (int n = begin; n < end; n++) counts[to + n] += b[from + n]; }
    else for (int n = begin; n < end; n++) counts[to + n] += s[from + n];
  }
}
