namespace Neuro.Targets.Onnx;

/// <summary>The recent events of a population that projections with a delay leave: int32 [batch, ticks, …population], the latest
/// tick first; 0 at first.</summary>
/// <param name="Population">The population.</param>
/// <param name="Tensor">The input that takes it; null for a sequence that starts from the initial states.</param>
/// <param name="Next">The output that has it after the last tick.</param>
/// <param name="Ticks">The longest delay.</param>
public sealed record OnnxHistory(string Population, string? Tensor, string Next, int Ticks);
