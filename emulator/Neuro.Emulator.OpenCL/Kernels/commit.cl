// Pulses on a cell of synapse k, 0 plus and 1 minus, until its code is enough; the code after them.
INLINE int train_$NAME$(__global int *s, int code, int cell, int up, int most, int enough, uint draw, uint tick, uint object, int k,
    uint key1, __global const int *K32, __global const short *K16, ulong *pulses) {
  const int low = $LOW$, high = $HIGH$, factor = up ? $FACTOR_UP$ : $FACTOR_DOWN$;
  uint4 words = (uint4)(0);
  int p = 0;
  for (; p < most && code < enough; p++) {
    int deviate = 0;
    if (up ? $IS_RANDOM_UP$ : $IS_RANDOM_DOWN$) {
      if (p % 4 == 0) words = philox_(tick, object, k, draw + p / 4, $KEY0$, key1);
      deviate = deviate_of($NORMAL$, p % 4 == 0 ? words.x : p % 4 == 1 ? words.y : p % 4 == 2 ? words.z : words.w);
    }
    long step = up ? $UP$ : $DOWN$, sigma = up ? $UP_SIGMA$ : $DOWN_SIGMA$;
    code = pulse_of(code, up, step, sigma, deviate, factor, low, high, up ? $CLOSE_UP$ : $CLOSE_DOWN$);
  }
  *pulses += p;
  __global int *count = (cell ? $MINUS_PULSES$ : $PLUS_PULSES$) + k;
  *count = p < 2147483647 - *count ? *count + p : 2147483647;
  return code;
}
INLINE void commit_$NAME$(__global int *s, int k, int change, uint tick, uint object, uint key1,
    __global const int *K32, __global const short *K16, ulong *pulses, ulong *refreshes) {
#define TRAIN_(code, cell, up, most, enough, draw) \
  code = train_$NAME$(s, code, cell, up, most, enough, draw + 1024 * cell, tick, object, k, key1, K32, K16, pulses)
  int n;
  if ($ACCUMULATES$) {
    long sum = saturate_((long)$REMAINDER$[k] + change);
    n = (int)clamp(sum / $PER_PULSE$, -(long)$MOST$, (long)$MOST$);
    $REMAINDER$[k] = (int)clamp(sum - (long)n * $PER_PULSE$, (long)$LEAST_REMAINDER$, (long)$MOST_REMAINDER$);
  } else {
    n = count_of(change, $PER_PULSE$, $MOST$, $STOCHASTIC$, $STOCHASTIC$ ? philox_(tick, object, k, 0, $KEY0$, key1).x : 0);
  }
  if (n == 0) return;
  int plus = $PLUS$[k], minus = $MINUS$;
  if ($UNIDIRECTIONAL$) {
    if (n > 0) TRAIN_(plus, 0, 1, n, 2147483647, 1); else TRAIN_(minus, 1, 1, -n, 2147483647, 1);
    if (max_(plus, minus) > $REFRESH_ABOVE$) {
      int d = plus - minus, cell = 0;
      plus = $LOW$;
      cell = 1;
      minus = $LOW$;
      if (d > 0) TRAIN_(plus, 0, 1, 4096, d, 2049); else TRAIN_(minus, 1, 1, 4096, -d, 2049);
      (*refreshes)++;
    }
  } else {
    int count = n < 0 ? -n : n;
    TRAIN_(plus, 0, n > 0, count, 2147483647, 1);
    if ($IS_PAIR$) TRAIN_(minus, 1, n < 0, count, 2147483647, 1);
  }
#undef TRAIN_
  $PLUS$[k] = plus;
  $STORE_MINUS$
  long read = ((long)plus - minus) * $GAIN$;
  $WEIGHT$[k] = (int)clamp($SHIFT$ == 0 ? read : nearest_l(read, $NEAREST_SHIFT$), (long)$LEAST$, (long)$LARGEST$);
}
