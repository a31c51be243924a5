// Reads the pixels that are this work-item's; payloads are all 0 before and after.
INLINE void $NAME$(__global const int *r, __global const short *K16, __global const int *K32, __global const short *normal,
    __global const int *multipliers, long factor, int segments, int chunk, __global const int *counts,
    __global const int *list, __global const int *events, __global $SUM$ *sums, __global int *payloads, int sources,
    int most_rows, int most_channels, __global ulong *d, __global ulong *counters, int tick, uint key0, uint key1, int lane,
    int lanes) {
  __global int *x = payloads + sources, *patch = x + most_rows, *current = patch + most_rows;
  __global int *variance = current + most_channels;
  int any = 0, all = r[3], outputs = r[5];
  for (int segment = 0; segment < segments; segment++)
    for (int i = segment * chunk, end = i + counts[segment]; i < end; i++) {
      payloads[list[i]] = $PAYLOAD$;
      any = 1;
    }
  for (int pixel = lane; any && pixel < r[2]; pixel += lanes) {
    for (int i = 0; i < all; i++) d[i] = 0;
    int read = 0;
    for (int t = 0; t < r[1]; t++) {
      __global const int *tile = TILE_AT(r, t);
      int rows = tile[2], channels = tile[5], live = 0;
      for (int row = 0; row < rows; row++) {
        int source = source_of(r, tile[0], pixel, tile[1] + row);
        live |= patch[row] = source < 0 ? 0 : payloads[source];
      }
      for (int k = 0; live && k < r[0]; k++) {
        __global const int *plane = PLANE_AT(r, k);
        int active = 0, inputs = 0;
        for (int row = 0; row < rows; row++) {
          int value = x[row] = drive_of(plane, patch[row]);
          active += value != 0;
          inputs += value;
        }
        if (active == 0) continue;
        read = 1;
        counters[2] += active;
        counters[3] += (ulong)active * tile[17];
        counters[4] += rows;
        counters[5] += channels;
        counters[6] += tile[23];
        __global const short *conductance = K16 + LONG_AT(tile + 6);
        __global const int *noise = K32 + LONG_AT(tile + 8);
        int noisy = LONG_AT(tile + 8) >= 0;
        for (int c = 0; c < channels; c++) current[c] = variance[c] = 0;
        for (int row = 0; row < rows; row++) {
          int value = x[row], square = value * value;
          if (value == 0) continue;
          long start = (long)row * channels;
          INDEPENDENT
          for (int c = 0; c < channels; c++) current[c] += value * conductance[start + c];
          if (noisy) {
            INDEPENDENT
            for (int c = 0; c < channels; c++) variance[c] += square * noise[start + c];
          }
        }
        __global ulong *out = d + tile[0] * outputs + tile[3];
        __global const int *output = K32 + LONG_AT(tile + 19), *coefficient = output + channels;
        __global const int *gain = coefficient + channels, *offset = gain + channels;
        ulong weight = (ulong)LONG_AT(plane + 4), common = (ulong)LONG_AT(tile + 15) * (ulong)(long)inputs;
        uint4 words = (uint4)(0);
        for (int c = 0; c < channels; c++) {
          long sum = current[c];
          if (noisy) {
            if (c % 4 == 0)
              words = philox_(tick, 0x80000000u + r[7], (uint)pixel * r[6] + (tile[18] + c) / 4, k, key0, key1);
            uint word = c % 4 == 0 ? words.x : c % 4 == 1 ? words.y : c % 4 == 2 ? words.z : words.w;
            if (variance[c] != 0)
              sum += nearest_from_0(deviate_of(normal, word) * root_of((ulong)(uint)variance[c] << 16), tile[10]);
          }
          ulong worth = (ulong)(long)coefficient[c] * (ulong)(long)code_of(tile, sum, gain[c], offset[c]);
          if (output[c] < 0) common += worth;
          else out[output[c]] += weight * worth;
        }
        for (int j = 0; j < tile[4]; j++) out[j] += weight * common;
      }
    }
    for (int i = 0; read && i < all; i++) {
      ulong scaled = d[i] * (ulong)factor$MULTIPLY$;
      int target = r[9] ? i * r[2] + pixel : i;
      sums[target] += ($SUM$)nearest_from_0((long)scaled, r[8]);
    }
  }
  for (int segment = 0; any && segment < segments; segment++)
    for (int i = segment * chunk, end = i + counts[segment]; i < end; i++) payloads[list[i]] = 0;
}
