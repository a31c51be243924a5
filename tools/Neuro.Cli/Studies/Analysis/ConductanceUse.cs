using Neuro.Cli.Charts;

namespace Neuro.Cli.Studies.Analysis;

/// <summary>What the cells of a layer were to hold and what they hold, in microsiemens.</summary>
/// <param name="Layer">The projection.</param>
/// <param name="Target">The programming targets.</param>
/// <param name="Fabricated">The conductances of one chip when it is read.</param>
internal sealed record ConductanceUse(string Layer, Histogram Target, Histogram Fabricated);
