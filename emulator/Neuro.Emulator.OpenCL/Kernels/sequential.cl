// One work-item owns a range of every population's neurons: it alone adds to their sums.
#define ADD32(p, v) (*(p) += (v))
#define ADD64(p, v) (*(p) += (v))
#define EVENT0 0
#define EVENTS 1
#define SYNAPSE0 0
#define SYNAPSES 1
#define OWNER0 lane
#define OWNERS lanes
#define UNIT0 0
#define UNITS 1
// For every byte the numbers of the bits that it has, lowest first, as bytes.
__constant ulong BIT_NUMBERS[256] = {$BIT_NUMBERS$};
// The events of a tick, ascending, from the payloads of a range of neurons, 0 or 1; their number. Which neurons fire cannot be
// predicted: but where 64 are silent, eight are written at a time, of which those that do not fire are overwritten.
INLINE ulong list_bytes(__global const char *raster, int from, int to, __global int *counts, __global int *list,
    __global int *payloads, int lane) {
  int count = 0;
  list += from;
  int n = from;
  for (; n + 64 <= to; n += 64) {
    __global const ulong *words = (__global const ulong *)(raster + n);
    if ((words[0] | words[1] | words[2] | words[3] | words[4] | words[5] | words[6] | words[7]) == 0) continue;
    for (int w = 0; w < 8; w++) {
      uint fired = (uint)(words[w] * 0x0102040810204080 >> 56);
      vstore8(n + 8 * w + convert_int8(as_uchar8(BIT_NUMBERS[fired])), 0, list + count);
      count += (int)popcount(fired);
    }
  }
  for (; n < to; n += 8)
    for (ulong word = *(__global const ulong *)(raster + n); word != 0; word &= word - 1)
      list[count++] = n + (int)(popcount((word & -word) - 1) >> 3);
  counts[lane] = count;
  return count;
}
INLINE ulong list_ints(__global const int *raster, int from, int to, __global int *counts, __global int *list,
    __global int *payloads, int lane) {
  int count = 0;
  list += from;
  payloads += from;
  for (int n = from; n < to; n++)
    if (raster[n] != 0) {
      list[count] = n;
      payloads[count++] = raster[n];
    }
  counts[lane] = count;
  return count;
}
