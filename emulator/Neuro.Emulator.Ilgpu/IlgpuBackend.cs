using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;
using Neuro.Runtime;

namespace Neuro.Emulator.Ilgpu;

/// <summary>
/// Executes programs by kernels that ILGPU compiles for CUDA, for OpenCL devices that it accepts, or for its CPU accelerator;
/// its stand-in runs the same methods as parallel loops. States stay on the device; ticks are queued without waiting for each
/// other, and what is recorded comes back once for many of them.
/// </summary>
public sealed class IlgpuBackend : ILearningBackend
{
    private readonly IlgpuDevice _device;
    private readonly ConditionalWeakTable<SpikeProgram, SpikeProgram> _inference = [];

    internal IlgpuBackend(IlgpuDevice device) => _device = device;

    /// <summary>
    /// Groups that share a slot, each part of a tick a launch of its own; 0 for one group that runs whole slots; null to leave it
    /// to the size of the program. For tests and measurements: it changes no result.
    /// </summary>
    internal int? GroupsPerSlot { get; init; }

    /// <inheritdoc/>
    public string Name => "ilgpu";

    /// <inheritdoc/>
    public string Description => $"{_device.Device.Name}, through {IlgpuBackendProvider.Choice}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A projection is bound to a crossbar that is yet to be fabricated.</exception>
    /// <exception cref="DiagnosticException">The program does not pass the verifier, or fires by the event.</exception>
    /// <exception cref="DeviceException">The device cannot be used, has too little memory, or refuses a kernel.</exception>
    public ISession Open(SpikeProgram program, SessionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Threads);
        SessionChecks.Fabricated(program);
        SessionChecks.ByTick(program, Name);
        // Kernels are kept with the program that they are compiled from.
        SpikeProgram executed = _inference.GetValue(program, InferenceProgram.Of);
        _ = CompiledProgram.Of(executed);
        return _device.Try(accelerator => new IlgpuSession(_device, accelerator, program, executed, options, GroupsPerSlot));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A projection is bound to a crossbar that is yet to be fabricated.</exception>
    /// <exception cref="DiagnosticException">The program does not pass the verifier, or fires by the event.</exception>
    /// <exception cref="DeviceException">The device cannot be used, has too little memory, or refuses a kernel.</exception>
    public ILearningSession OpenLearning(SpikeProgram program, SessionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Threads);
        SessionChecks.Fabricated(program);
        SessionChecks.ByTick(program, Name);
        _ = CompiledProgram.Of(program);
        return _device.Try(accelerator => new IlgpuLearningSession(_device, accelerator, program, options, GroupsPerSlot));
    }
}
