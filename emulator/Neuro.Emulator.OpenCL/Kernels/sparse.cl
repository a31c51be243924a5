// Compressed rows: source i reaches the targets from first[i] to last[i].
INLINE ulong $NAME$(__global const int *first, __global const int *last, __global const $TARGET$ *targets,
    __global const $WEIGHT$ *weights, $SUM$ factor, __global const int *multipliers, int segments, int chunk,
    __global const int *counts, __global const int *list, __global const int *payloads, __global $SUM$ *sums,
    int lane, int lanes) {
  ulong passed = 0;
  for (int segment = 0; segment < segments; segment++, list += chunk, payloads += chunk)
    for (int e = EVENT0, count = counts[segment]; e < count; e += EVENTS) {
      int row = list[e], begin = first[row], end = last[row];
      $SUM$ f = factor * ($SUM$)$PAYLOAD$;
      for (int k = begin + SYNAPSE0; k < end; k += SYNAPSES) {
        int target = targets[k];
        ADD$BITS$(sums + target, ($SUM$)$VALUE$ * f$MULTIPLY$);
      }
      if (SYNAPSE0 == 0) passed += end - begin;
    }
  return passed;
}
