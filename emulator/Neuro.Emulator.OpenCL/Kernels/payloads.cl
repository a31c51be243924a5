// Payloads by neuron, where the events are a list; or 0 again.
INLINE void place_payloads(__global const int *counts, __global const int *list, __global const int *events, int unit,
    int clear, int segments, int chunk, __global int *payloads, int lane, int lanes) {
  for (int segment = 0; segment < segments; segment++, list += chunk, events += chunk)
    for (int e = lane; e < counts[segment]; e += lanes) payloads[list[e]] = clear ? 0 : unit ? 1 : events[e];
}
