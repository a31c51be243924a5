using System.Collections.Immutable;
using Neuro.Compiler.Passes;

namespace Neuro.Cli.Studies;

/// <summary>What a point of a study is: everything that its values decide.</summary>
/// <param name="Binding">Device, array and conditions; null for digital weights.</param>
/// <param name="Seed">The program's seed.</param>
/// <param name="Chips">Numbers of the chips; a single one for digital weights.</param>
internal sealed record PointSpecification(BindOptions? Binding, ulong Seed, ImmutableArray<int> Chips);
