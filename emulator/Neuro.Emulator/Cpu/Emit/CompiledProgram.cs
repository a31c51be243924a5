using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Learning;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>A program that has been verified, and the kernels compiled from it; its sessions share them.</summary>
internal sealed class CompiledProgram
{
    private static readonly ConditionalWeakTable<SpikeProgram, CompiledProgram> Programs = [];
    private static readonly ConditionalWeakTable<SpikeProgram, CompiledProgram> Inferences = [];

    private readonly ProgramAnalysis _analysis;
    private readonly ConcurrentDictionary<(int Ordinal, SimdWidth Width), NeuronKernel> _kernels = [];
    private readonly ConcurrentDictionary<(int Step, int? Instruction, RuleWay Way, SimdWidth Width), RuleKernel> _rules = [];

    // Kernels index arrays through pointers: what the verifier proves is what keeps them within bounds.
    private CompiledProgram(SpikeProgram program) => (Program, _analysis) = (program, ProgramVerifier.ThrowIfInvalid(program));

    /// <summary>The compiled form of <paramref name="program"/>.</summary>
    /// <exception cref="DiagnosticException">The program is not valid.</exception>
    public static CompiledProgram Of(SpikeProgram program) => Programs.GetValue(program, p => new(p));

    /// <summary>The compiled form of what a session of <paramref name="program"/> executes that does not learn.</summary>
    /// <exception cref="DiagnosticException">The program is not valid.</exception>
    public static CompiledProgram Inference(SpikeProgram program) =>
        Inferences.GetValue(program, p => InferenceProgram.Of(Of(p).Program) is var rest && rest == p ? Of(p) : new(rest));

    /// <summary>The program.</summary>
    public SpikeProgram Program { get; }

    /// <summary>The layout of population number <paramref name="ordinal"/>.</summary>
    public NeuronLayout Layout(int ordinal) => new(Program, ordinal);

    /// <summary>The kernel of population number <paramref name="ordinal"/>, with registers of <paramref name="width"/>.</summary>
    public NeuronKernel Kernel(int ordinal, SimdWidth width) =>
        _kernels.GetOrAdd((ordinal, width), key => Compile(key.Ordinal, key.Width));

    /// <summary>For each step of a plastic projection and each instruction of its rule, every value that it may have.</summary>
    public ImmutableArray<ImmutableArray<Interval>> RuleValues(Projection projection) => _analysis.RuleValues(projection);

    /// <summary>The kernel of a step's rule for one way of going over synapses.</summary>
    /// <param name="step">Number of the step in the program.</param>
    /// <param name="instruction">Null, or the instruction up to which alone the rule is run.</param>
    /// <param name="way">The way.</param>
    /// <param name="width">Registers to use.</param>
    /// <param name="compile">Makes it where there is none yet.</param>
    public RuleKernel Rule(
        int step, int? instruction, RuleWay way, SimdWidth width, Func<RuleWay, SimdWidth, RuleKernel> compile) =>
        _rules.GetOrAdd((step, instruction, way, width), key => compile(key.Way, key.Width));

    /// <summary>Whether every event of population number <paramref name="ordinal"/> has payload 1.</summary>
    public bool EmitsUnitPayloads(int ordinal) =>
        Interval.Boolean.Contains(_analysis.Payload(Program.Populations[ordinal].Name));

    /// <summary>What is known of the micro-program of population number <paramref name="ordinal"/>.</summary>
    public BodyAnalysis Analyse(int ordinal) =>
        new(Layout(ordinal), _analysis.Values(Program.Populations[ordinal].Name), EmitsUnitPayloads(ordinal));

    private NeuronKernel Compile(int ordinal, SimdWidth width) => NeuronLoop.Compile(Layout(ordinal), Analyse(ordinal), width);
}
