// Every source to every target: one row of weights for each event.
INLINE ulong $NAME$(__global const $WEIGHT$ *weights, long stride, $SUM$ factor, __global const int *multipliers,
    int segments, int chunk, __global const int *counts, __global const int *list, __global const int *payloads,
    __global $SUM$ *sums, int from, int to) {
  ulong passed = 0;
  for (int segment = 0; segment < segments; segment++, list += chunk, payloads += chunk)
    for (int e = 0, count = counts[segment]; e < count; e++) {
      __global const $WEIGHT$ *row = weights + list[e] * stride;
      $SUM$ f = factor * ($SUM$)$PAYLOAD$;
      INDEPENDENT
      for (int target = from; target < to; target++)
        sums[target] += ($SUM$)row[target] * f$MULTIPLY$;
      passed += to - from;
    }
  return passed;
}
