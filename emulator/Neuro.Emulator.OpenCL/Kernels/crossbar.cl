// SEMANTICS.md, sections 9 and 10. A read is a table of 32-bit numbers; those of 64 bits take two.
#define LONG_AT(p) ((long)(((ulong)(uint)(p)[1] << 32) | (uint)(p)[0]))
#define READ_HEADER 24
#define PLANE 6
#define TILE 26
#define PLANE_AT(r, k) ((r) + READ_HEADER + (k) * PLANE)
#define TILE_AT(r, t) ((r) + READ_HEADER + (r)[0] * PLANE + (t) * TILE)
// v / 2^s to the nearest, halves away from zero; s from 0.
INLINE long nearest_from_0(long v, int s) {
  ulong middle = ((1UL << s) + 1) >> 1;
  return (v >> s) + (((ulong)v & ((1UL << s) - 1)) >= middle + (ulong)(v < 0));
}
// The source of a row at a pixel; -1 where the kernel reaches over the edge.
INLINE int source_of(__global const int *r, int group, int pixel, int row) {
  if (!r[9]) return row;
  int kx = row % r[10], ky = row / r[10] % r[11], channel = group * r[12] + row / (r[10] * r[11]);
  int y = pixel / r[15] * r[16] - r[18] + ky * r[20], x = pixel % r[15] * r[17] - r[19] + kx * r[21];
  return y >= 0 && y < r[13] && x >= 0 && x < r[14] ? (channel * r[13] + y) * r[14] + x : -1;
}
INLINE int drive_of(__global const int *plane, int p) {
  return plane[0] ? (p >> plane[1]) & plane[3] : (int)clamp(nearest_from_0(p, plane[1]), (long)plane[2], (long)plane[3]);
}
INLINE long root_of(ulong v) {
  ulong root = (ulong)sqrt((float)v);
  while (root * root > v) root--;
  while ((root + 1) * (root + 1) <= v) root++;
  return (long)root;
}
INLINE int code_of(__global const int *tile, long sum, long gain, long offset) {
  long scaled = sum * gain;
  scaled = tile[12] ? nearest_from_0(scaled, tile[11]) : scaled >> tile[11];
  return (int)clamp(scaled + offset, (long)tile[13], (long)tile[14]);
}
