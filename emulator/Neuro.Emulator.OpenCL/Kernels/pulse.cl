// SEMANTICS.md, section 12: T(c) of a table of two rows, and the code after a pulse.
INLINE long step_of(__global const int *table, int width, int maximum, int m, int code) {
  int low = code <= maximum - code, distance = low ? code : maximum - code;
  int shift = max_(31 - (int)clz((uint)distance | 1u) - m, 0);
  __global const int *at = table + (low ? 0 : width) + (distance >> shift) + (shift << m);
  return at[0] + (((long)at[1] - at[0]) * (distance & ((1 << shift) - 1)) >> shift);
}
INLINE int pulse_of(int code, int up, long step, long sigma, int deviate, int factor, int low, int high, int close) {
  long change = ((step + ((sigma * deviate + 2048) >> 12)) * factor + 2048) >> 12;
  long codes = (change + 128) >> 8;
  long next = clamp(up ? code + codes : code - codes, (long)low, (long)high);
  return up && next >= high - (long)close ? high : !up && next <= low + (long)close ? low : (int)next;
}
// How many pulses a change becomes, 0 to nearest or 2 stochastic; up where positive.
INLINE int count_of(int change, int per_pulse, int most, int stochastic, uint word) {
  if (!stochastic) return (int)clamp(divide_(change, per_pulse, 2), -(long)most, (long)most);
  long size = change < 0 ? -(long)change : change;
  long n = size / per_pulse + (word % (uint)per_pulse < size % per_pulse);
  n = n < most ? n : most;
  return (int)(change < 0 ? -n : n);
}
