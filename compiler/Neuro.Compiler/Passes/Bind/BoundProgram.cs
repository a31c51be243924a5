using System.Collections.Immutable;
using Neuro.Compiler.Reports;
using Neuro.Ir;

namespace Neuro.Compiler.Passes;

/// <summary>What <see cref="Bind"/> gives.</summary>
/// <param name="Program">The program, with devices, arrays and bindings.</param>
/// <param name="Reports">By projection: what holds its weights. Digital ones have none.</param>
public sealed record BoundProgram(SpikeProgram Program, ImmutableDictionary<string, CrossbarReport> Reports);
