// Every source to every target with one weight, which is in the factor.
INLINE ulong $NAME$($SUM$ factor, __global const int *multipliers, int segments, int chunk, __global const int *counts,
    __global const int *list, __global const int *payloads, __global $SUM$ *sums, int from, int to, int step) {
  ulong events = 0;
  $SUM$ total = 0;
  for (int segment = 0; segment < segments; segment++, list += chunk, payloads += chunk) {
    events += counts[segment];
    for (int e = 0, count = counts[segment]; e < count; e++) total += ($SUM$)$PAYLOAD$;
  }
  for (int target = from; events > 0 && target < to; target += step) ADD$BITS$(sums + target, total * factor$MULTIPLY$);
  return events;
}
