// Every source to every target: a work-item owns targets and goes through all events, whose rows of weights neighbours read together.
INLINE ulong $NAME$(__global const $WEIGHT$ *weights, long stride, $SUM$ factor, __global const int *multipliers,
    __global const int *counts, __global const int *list, __global const int *payloads, __global $SUM$ *sums, int size,
    int lane, int lanes) {
  int count = counts[0];
  for (int target = lane; target < size && count > 0; target += lanes) {
    $SUM$ sum = 0;
    for (int e = 0; e < count; e++) sum += ($SUM$)weights[list[e] * stride + target] * ($SUM$)$PAYLOAD$;
    ADD$BITS$(sums + target, sum * factor$MULTIPLY$);
  }
  return lane == 0 ? (ulong)count * size : 0;
}
