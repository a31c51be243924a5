// One channel of one tile, plane and pixel is one unit of work; its digital outputs add up in d, [pixel, output].
INLINE void channels_$NAME$(__global const int *r, __global const short *K16, __global const int *K32,
    __global const short *normal, __global const int *tile_of_channel, int channels_of_all,
    __global const int *counts, __global const int *payloads, __global ulong *d, __global ulong *counters, int tick,
    uint key0, uint key1, int lane, int lanes) {
  if (counts[0] == 0) return;
  int all = r[3], outputs = r[5], planes = r[0];
  for (long unit = lane, end = (long)r[2] * planes * channels_of_all; unit < end; unit += lanes) {
    int channel = (int)(unit % channels_of_all);
    int k = (int)(unit / channels_of_all % planes), pixel = (int)(unit / channels_of_all / planes);
    __global const int *tile = TILE_AT(r, tile_of_channel[channel]), *plane = PLANE_AT(r, k);
    int rows = tile[2], channels = tile[5], c = channel - tile[24], active = 0, inputs = 0, current = 0, variance = 0;
    __global const short *conductance = K16 + LONG_AT(tile + 6) + c;
    __global const int *noise = K32 + LONG_AT(tile + 8) + c;
    int noisy = LONG_AT(tile + 8) >= 0;
    for (int row = 0; row < rows; row++) {
      int source = source_of(r, tile[0], pixel, tile[1] + row);
      int value = drive_of(plane, source < 0 ? 0 : payloads[source]);
      if (value == 0) continue;
      active++;
      inputs += value;
      current += value * conductance[(long)row * channels];
      if (noisy) variance += value * value * noise[(long)row * channels];
    }
    if (active == 0) continue;
    long sum = current;
    if (noisy && variance != 0) {
      uint4 words = philox_(tick, 0x80000000u + r[7], (uint)pixel * r[6] + (tile[18] + c) / 4, k, key0, key1);
      uint word = c % 4 == 0 ? words.x : c % 4 == 1 ? words.y : c % 4 == 2 ? words.z : words.w;
      sum += nearest_from_0(deviate_of(normal, word) * root_of((ulong)(uint)variance << 16), tile[10]);
    }
    __global const int *of_channel = K32 + LONG_AT(tile + 19) + c;
    int output = of_channel[0], coefficient = of_channel[channels];
    int code = code_of(tile, sum, of_channel[2 * channels], of_channel[3 * channels]);
    ulong worth = (ulong)(long)coefficient * (ulong)(long)code, weight = (ulong)LONG_AT(plane + 4);
    __global ulong *out = d + (long)pixel * all + tile[0] * outputs + tile[3];
    if (output >= 0) ADD64(out + output, weight * worth);
    if (c == 0) {
      ADD64(counters + 2, active);
      ADD64(counters + 3, (ulong)active * tile[17]);
      ADD64(counters + 4, rows);
      ADD64(counters + 5, channels);
      ADD64(counters + 6, tile[23]);
    }
    ulong common = (output < 0 ? worth : 0) + (c == 0 ? (ulong)LONG_AT(tile + 15) * (ulong)(long)inputs : 0);
    for (int j = 0; common != 0 && j < tile[4]; j++) ADD64(out + j, weight * common);
  }
}
// What was read to the port's sums; leaves d all 0.
INLINE void outputs_$NAME$(__global const int *r, __global const int *multipliers, long factor, __global const int *counts,
    __global ulong *d, __global $SUM$ *sums, int lane, int lanes) {
  int all = r[3];
  for (int unit = lane; counts[0] > 0 && unit < all * r[2]; unit += lanes) {
    int i = unit % all, pixel = unit / all;
    ulong scaled = d[unit] * (ulong)factor$MULTIPLY$;
    d[unit] = 0;
    ADD$BITS$(sums + (r[9] ? i * r[2] + pixel : i), ($SUM$)nearest_from_0((long)scaled, r[8]));
  }
}
