using System.Collections.Immutable;

namespace Neuro.Targets.Onnx;

/// <summary>A state of a population.</summary>
/// <param name="Population">The population.</param>
/// <param name="State">The state.</param>
/// <param name="Tensor">The input that takes it; null for a sequence that starts from the initial states.</param>
/// <param name="Next">The output that has it after the last tick.</param>
/// <param name="Trace">The output, [ticks, batch, …population], that has it after every tick; null where there is none.</param>
/// <param name="Initial">The values before the first tick: one for all neurons, or one for each.</param>
public sealed record OnnxState(
    string Population, string State, string? Tensor, string Next, string? Trace, ImmutableArray<int> Initial);
