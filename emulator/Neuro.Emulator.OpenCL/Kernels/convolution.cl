// Cross-correlation, from one event to the targets that read its source: target · stride = source + padding - tap · dilation.
INLINE ulong $NAME$(__global const $WEIGHT$ *weights, $SUM$ factor, __global const int *multipliers, int segments, int chunk,
    __global const int *counts, __global const int *list, __global const int *payloads, __global $SUM$ *sums, int from, int to,
    int height, int width, int inputs, int outputs, int2 kernel_size, int2 target_size, int2 stride, int2 padding,
    int2 dilation, int lane, int lanes) {
  ulong passed = 0;
  int pixels = target_size.x * target_size.y, taps = kernel_size.x * kernel_size.y;
  for (int segment = 0; segment < segments; segment++, list += chunk, payloads += chunk)
    for (int unit = UNIT0, units = counts[segment] * outputs; unit < units; unit += UNITS) {
      int e = unit / outputs, source = list[e];
      int x = source % width, y = source / width % height, channel = source / (width * height);
      int output = channel / inputs * outputs + unit % outputs;
      if (output * pixels >= to || (output + 1) * pixels <= from) continue;
      $SUM$ f = factor * ($SUM$)$PAYLOAD$$CHANNEL$;
      int tap = (output * inputs + channel % inputs) * taps;
      for (int ky = 0; ky < kernel_size.y; ky++) {
        int dy = y + padding.y - ky * dilation.y, v = dy / stride.y;
        if (dy < 0 || v * stride.y != dy || v >= target_size.y) continue;
        for (int kx = 0; kx < kernel_size.x; kx++) {
          int dx = x + padding.x - kx * dilation.x, u = dx / stride.x;
          int target = output * pixels + v * target_size.x + u;
          if (dx < 0 || u * stride.x != dx || u >= target_size.x || target < from || target >= to) continue;
          ADD$BITS$(sums + target, ($SUM$)$VALUE$ * f);
          passed++;
        }
      }
    }
  return passed;
}
