using System.Runtime.Intrinsics;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Emulator.Cpu.Threading;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;

namespace Neuro.Emulator.Cpu;

/// <summary>
/// The fast backend: micro-programs compiled to vector code, event-driven delivery with a class for each connectivity, and
/// threads that share the slots of a batch or, where there are few and ticks are long enough, the neurons of every slot.
/// </summary>
public sealed class CpuBackend : ILearningBackend
{
    private readonly SimdWidth _width;

    /// <summary>A backend for the widest registers of this machine.</summary>
    public CpuBackend()
        : this(Widest)
    {
    }

    /// <summary>
    /// A backend whose neuron updates use registers of <paramref name="width"/>; a width the machine lacks is emulated.
    /// </summary>
    public CpuBackend(SimdWidth width) => _width = width;

    /// <summary>The widest registers that this machine has.</summary>
    public static SimdWidth Widest =>
        Vector512.IsHardwareAccelerated ? SimdWidth.Vector512
        : Vector256.IsHardwareAccelerated ? SimdWidth.Vector256
        : Vector128.IsHardwareAccelerated ? SimdWidth.Vector128
        : SimdWidth.Scalar;

    /// <summary>
    /// Whether threads share a slot's ticks even where one thread alone would end sooner: for tests of the sharing itself.
    /// </summary>
    public bool SharesShortTicks { get; init; }

    /// <inheritdoc/>
    public string Name => "cpu";

    /// <inheritdoc/>
    public string Description => $"kernels compiled for {(int)_width} lanes of 32 bits, {Environment.ProcessorCount} processors";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A projection is bound to a crossbar that is yet to be fabricated.</exception>
    /// <exception cref="DiagnosticException">The program does not pass the verifier.</exception>
    public ISession Open(SpikeProgram program, SessionOptions options)
    {
        SessionChecks.Fabricated(program);
        return Open(CompiledProgram.Inference(program), program, options);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A projection is bound to a crossbar that is yet to be fabricated.</exception>
    /// <exception cref="DiagnosticException">The program does not pass the verifier.</exception>
    public ILearningSession OpenLearning(SpikeProgram program, SessionOptions options)
    {
        SessionChecks.Fabricated(program);
        return new CpuLearningSession(Open(CompiledProgram.Of(program), program, options));
    }

    private CpuSession Open(CompiledProgram compiled, SpikeProgram program, SessionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Threads);
        bool shares = compiled.Program.Firing == Firing.Tick && options.Threads > 1 && options.BatchSize < 2 * options.Threads
            && (SharesShortTicks || TickCost.IsWorthSharing(compiled.Program, options.BatchSize, options.Threads));
        return new(compiled, program, _width, options, shares ? options.Threads : 1);
    }
}
