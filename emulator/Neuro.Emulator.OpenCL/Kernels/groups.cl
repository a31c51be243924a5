// SEMANTICS.md, section 13. Kinds as numbered in Neuro.Ir.Learning.ReductionKind; x are the states of a group.
INLINE int at_least_(__global const int *x, int group, long v) {
  int count = 0;
  for (int i = 0; i < group; i++) count += x[i] >= v;
  return count;
}
INLINE long e_(long below, int fraction, __global const int *powers) {
  long u = (below << 8) >> fraction;
  return u >= 7936 ? 0 : powers[u & 255] >> (int)(u >> 8);
}
INLINE long group_(__global const int *x, int group, int kind, int floor) {
  long value = kind == 0 || kind == 3 ? 0 : x[0];
  int at = 0;
  for (int i = 0; i < group; i++) {
    if (kind == 0) value += x[i];
    else if (kind == 3) value += x[i] != 0;
    else if (x[i] > value) { value = x[i]; at = i; }
  }
  return kind == 2 ? value >= floor ? at : -1 : kind == 4 ? value < floor : value;
}
// Of the k largest that are at least floor: the least value, and the last number that is marked among its equals.
INLINE long kth_(__global const int *x, int group, int k, int floor, int *last) {
  *last = group;
  if (at_least_(x, group, floor) <= k) return floor;
  long low = floor, high = 2147483648L;
  while (high - low > 1) {
    long middle = (low + high) >> 1;
    if (at_least_(x, group, middle) >= k) low = middle; else high = middle;
  }
  int equals = k - at_least_(x, group, low + 1);
  for (int i = 0; equals > 0; i++)
    if (x[i] == low) { *last = i; equals--; }
  return low;
}
