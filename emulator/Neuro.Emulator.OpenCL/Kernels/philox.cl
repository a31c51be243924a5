// Philox4x32-10: Salmon et al. 2011.
INLINE uint4 philox_(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1) {
  for (int round = 0; round < 10; round++) {
    ulong p0 = (ulong)0xD2511F53u * c0, p1 = (ulong)0xCD9E8D57u * c2;
    c0 = (uint)(p1 >> 32) ^ c1 ^ k0;
    c1 = (uint)p1;
    c2 = (uint)(p0 >> 32) ^ c3 ^ k1;
    c3 = (uint)p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return (uint4)(c0, c1, c2, c3);
}
// SEMANTICS.md, section 10: a normal deviate from a word.
INLINE int deviate_of(__global const short *normal, uint word) {
  int magnitude = normal[(word >> 19) & 4095];
  return word >> 31 ? -magnitude : magnitude;
}
