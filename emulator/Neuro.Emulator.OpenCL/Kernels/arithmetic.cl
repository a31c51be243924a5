// SEMANTICS.md, section 3: integers of 32 bits in two's complement; whatever may wrap is computed without sign.
#define INLINE static inline __attribute__((always_inline))
INLINE int add_(int a, int b) { return (int)((uint)a + (uint)b); }
INLINE int sub_(int a, int b) { return (int)((uint)a - (uint)b); }
INLINE int abs_(int a) { return a < 0 ? (int)(0u - (uint)a) : a; }
INLINE int min_(int a, int b) { return a < b ? a : b; }
INLINE int max_(int a, int b) { return a > b ? a : b; }
INLINE int clamp_(int a, int low, int high) { return a < low ? low : a > high ? high : a; }
INLINE int saturate_(long v) { return v < -2147483648L ? (int)-2147483648L : v > 2147483647L ? 2147483647 : (int)v; }
// v / 2^s with s from 1: the quotient to the floor, and whether the rest makes it one more. Of 32 and of 64 bits.
#define SHIFTS(T, U, SUFFIX) \
  INLINE T floor_##SUFFIX(T v, int s) { return v >> s; } \
  INLINE T zero_##SUFFIX(T v, int s) { return (v >> s) + (v < 0 && ((U)v & (((U)1 << s) - 1)) != 0); } \
  INLINE T nearest_##SUFFIX(T v, int s) { \
    return (v >> s) + (((U)v & (((U)1 << s) - 1)) >= ((U)1 << (s - 1)) + (U)(v < 0)); } \
  INLINE T even_##SUFFIX(T v, int s) { \
    return (v >> s) + (((U)v & (((U)1 << s) - 1)) + ((U)(v >> s) & 1) > ((U)1 << (s - 1))); } \
  INLINE T stochastic_##SUFFIX(T v, int s, uint word) { \
    U random = s <= 32 ? (U)word & (((U)1 << s) - 1) : (U)((ulong)word << (s - 32)); \
    return (v >> s) + (((U)v & (((U)1 << s) - 1)) + random >= ((U)1 << s)); }
SHIFTS(int, uint, i)
SHIFTS(long, ulong, l)
// n / b, 0 where b is 0; rounding as numbered in Neuro.Ir.Rounding.
INLINE long divide_(long n, int b, int rounding) {
  long d = b == 0 ? 1 : b, q = n / d, rest = n - q * d;
  int negative = (n < 0) != (d < 0);
  long twice = 2 * (rest < 0 ? -rest : rest) - (d < 0 ? -d : d);
  int away = rounding == 0 ? negative : rounding == 1 ? 0 : rounding == 2 ? twice >= 0
    : twice > 0 || (twice == 0 && (q & 1) != 0);
  q += rest == 0 || !away ? 0 : negative ? -1 : 1;
  return b == 0 ? 0 : q;
}
