using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>A program that has been verified, and the kernels compiled from it; its sessions share them.</summary>
internal sealed class CompiledProgram
{
    private static readonly ConditionalWeakTable<SpikeProgram, CompiledProgram> Programs = [];

    private readonly SpikeProgram _program;
    private readonly ProgramAnalysis _analysis;
    private readonly ConcurrentDictionary<(int Ordinal, SimdWidth Width), NeuronKernel> _kernels = [];

    // Kernels index arrays through pointers: what the verifier proves is what keeps them within bounds.
    private CompiledProgram(SpikeProgram program) => (_program, _analysis) = (program, ProgramVerifier.ThrowIfInvalid(program));

    /// <summary>The compiled form of <paramref name="program"/>.</summary>
    /// <exception cref="DiagnosticException">The program is not valid.</exception>
    public static CompiledProgram Of(SpikeProgram program) => Programs.GetValue(program, p => new(p));

    /// <summary>The layout of population number <paramref name="ordinal"/>.</summary>
    public PopulationLayout Layout(int ordinal) => new(_program, ordinal);

    /// <summary>The kernel of population number <paramref name="ordinal"/>, with registers of <paramref name="width"/>.</summary>
    public NeuronKernel Kernel(int ordinal, SimdWidth width) =>
        _kernels.GetOrAdd((ordinal, width), key => Compile(key.Ordinal, key.Width));

    /// <summary>Whether every event of population number <paramref name="ordinal"/> has payload 1.</summary>
    public bool EmitsUnitPayloads(int ordinal) =>
        Interval.Boolean.Contains(_analysis.Payload(_program.Populations[ordinal].Name));

    /// <summary>What is known of the micro-program of population number <paramref name="ordinal"/>.</summary>
    public BodyAnalysis Analyse(int ordinal) =>
        new(Layout(ordinal), _analysis.Values(_program.Populations[ordinal].Name), EmitsUnitPayloads(ordinal));

    private NeuronKernel Compile(int ordinal, SimdWidth width) => NeuronLoop.Compile(Layout(ordinal), Analyse(ordinal), width);
}
