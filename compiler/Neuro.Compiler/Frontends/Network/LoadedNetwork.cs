using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>A network that has been read.</summary>
/// <param name="Program">The program, which has passed the verifier.</param>
/// <param name="Warnings">What a user should know about it; no errors.</param>
/// <param name="Devices">Which projections are to learn on devices. The program is without them: what cells do is the
/// emulator's.</param>
public sealed record LoadedNetwork(
    SpikeProgram Program, ImmutableArray<Diagnostic> Warnings, ImmutableArray<LearningDevice> Devices);
