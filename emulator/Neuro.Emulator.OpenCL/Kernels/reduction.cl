// Adds to the sums of the target's neurons from, from + step, …: those of a group follow each other, so that it is gone through once.
INLINE void $NAME$(__global const int *states, int kind, int group, int each, int count, int fraction, int floor,
    __global const int *powers, __global $SUM$ *sums, int from, int to, int step) {
  __global const int *x = states;
  int present = -1, last = 0;
  long value = 0, total = 0;
  for (int n = from; n < to; n += step) {
    int g = each ? n / group : n, i = each ? n % group : 0;
    if (g != present) {
      present = g;
      x = states + (long)g * group;
      if (kind == 5) value = kth_(x, group, count, floor, &last);
      else value = group_(x, group, kind == 6 ? 1 : kind, floor);
      if (kind == 6) {
        total = 0;
        for (int other = 0; other < group; other++) total += e_(value - x[other], fraction, powers);
      }
    }
    long added = kind == 5 ? x[i] >= floor && (x[i] > value || (x[i] == value && i <= last))
      : kind == 6 ? (e_(value - x[i], fraction, powers) << count) / total : value;
    ADD$BITS$(sums + n, ($SUM$)added);
  }
}
