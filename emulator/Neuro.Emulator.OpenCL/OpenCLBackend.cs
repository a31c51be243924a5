using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Neuro.Emulator.OpenCL.Generation;
using Neuro.Emulator.OpenCL.Native;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;
using Neuro.Runtime;

namespace Neuro.Emulator.OpenCL;

/// <summary>
/// Programs as OpenCL C 1.2, generated and compiled for each: on processors every work-item owns a slot or a range of its
/// neurons, on GPUs work-items share slots and add with atomics. States stay on the device between ticks.
/// </summary>
public sealed class OpenCLBackend : ILearningBackend
{
    private static readonly ConcurrentDictionary<int, DeviceContext> Contexts = [];

    private readonly ComputeDevice _device;
    // What a session that does not learn executes is kept with the program, and kernels with that.
    private readonly ConditionalWeakTable<SpikeProgram, SpikeProgram> _inference = [];
    private readonly ConditionalWeakTable<SpikeProgram, ConcurrentDictionary<ExecutionStyle, BuiltProgram>> _built = [];

    /// <summary>A backend on <paramref name="device"/>, one of those that <see cref="OpenCLBackendProvider"/> lists.</summary>
    public OpenCLBackend(ComputeDevice device) => _device = device;

    /// <summary>How programs are spread over the device, for tests of a style that the device itself would not get.</summary>
    internal ExecutionStyle? Style { get; init; }

    /// <summary>Where built programs are kept.</summary>
    internal ProgramCache Cache { get; init; } = ProgramCache.OfUser;

    /// <summary>The context on the device.</summary>
    internal DeviceContext Context => Contexts.GetOrAdd(_device.Index, _ => new DeviceContext(_device));

    /// <inheritdoc/>
    public string Name => "opencl";

    /// <inheritdoc/>
    public string Description => $"{_device.Name}, {_device.ComputeUnits} compute units, {_device.Driver}";

    /// <inheritdoc/>
    /// <remarks>Of a device all compute units take part; <see cref="SessionOptions.Threads"/> has no effect.</remarks>
    /// <exception cref="ArgumentException">A projection is bound to a crossbar that is yet to be fabricated.</exception>
    /// <exception cref="DiagnosticException">The program does not pass the verifier, or fires by the event.</exception>
    /// <exception cref="DeviceException">The device's memory is too small, or its compiler fails.</exception>
    public ISession Open(SpikeProgram program, SessionOptions options)
    {
        SessionChecks.Fabricated(program);
        (DeviceProgram lowered, BuiltProgram built) = Build(_inference.GetValue(program, InferenceProgram.Of), options);
        return new OpenCLSession(Context, program, lowered, built, options.BatchSize);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A projection is bound to a crossbar that is yet to be fabricated.</exception>
    /// <exception cref="DiagnosticException">The program does not pass the verifier, or fires by the event.</exception>
    /// <exception cref="DeviceException">The device's memory is too small, or its compiler fails.</exception>
    public ILearningSession OpenLearning(SpikeProgram program, SessionOptions options)
    {
        SessionChecks.Fabricated(program);
        (DeviceProgram lowered, BuiltProgram built) = Build(program, options);
        return new OpenCLLearningSession(Context, lowered, built, options.BatchSize);
    }

    private (DeviceProgram Lowered, BuiltProgram Built) Build(SpikeProgram executed, SessionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        SessionChecks.ByTick(executed, Name);
        // Kernels index arrays without checks: what the verifier proves is what keeps them within bounds.
        ProgramAnalysis analysis = ProgramVerifier.ThrowIfInvalid(executed);
        ExecutionStyle style = Style ?? StyleChoice.For(executed, options.BatchSize, _device);
        DeviceProgram lowered = ProgramGenerator.Generate(executed, analysis, style);
        BuiltProgram built = _built.GetOrCreateValue(executed)
            .GetOrAdd(style, _ => new(Context, Cache.Build(Context, lowered.Source, style.CompilerOptions)));
        return (lowered, built);
    }
}
