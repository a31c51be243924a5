using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using Neuro.Emulator.Ilgpu.Emit;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Emulator.Ilgpu.Lowering;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Ilgpu;

/// <summary>A device of ILGPU, and what runs kernels on it once something asks for it.</summary>
internal sealed class IlgpuDevice
{
    private static readonly Lazy<Context> Shared = new(() => Context.Create(builder => builder.AllAccelerators()));

    // Of a GPU's memory, what the events of one launch's ticks may take.
    private const long ShareOfEvents = 32;
    private const long LeastEventBytes = 64L << 20;

    private readonly Lock _lock = new();
    private Accelerator? _accelerator;

    // A program's launchers, by what else went into them.
    private readonly ConditionalWeakTable<SpikeProgram, Dictionary<(int Slots, LaunchShape Shape), Compiled>> _compiled = [];

    private IlgpuDevice(Device device, int index)
    {
        Device = device;
        Description = new()
        {
            Index = index,
            Name = device.Name,
            Kind = device.AcceleratorType == AcceleratorType.CPU ? DeviceKind.Cpu : DeviceKind.Gpu,
            Driver = device.AcceleratorType switch
            {
                AcceleratorType.Cuda => "CUDA",
                AcceleratorType.OpenCL => "OpenCL",
                _ => ComputeDevice.Host.Name,
            },
            // ILGPU's CPU accelerator claims as much as can be counted.
            MemoryBytes = Math.Min(device.MemorySize, device.AcceleratorType == AcceleratorType.CPU
                ? ComputeDevice.Host.MemoryBytes
                : long.MaxValue),
            ComputeUnits = Math.Max(1, device.NumMultiprocessors),
        };
    }

    /// <summary>The device.</summary>
    public Device Device { get; }

    /// <summary>What it is.</summary>
    public ComputeDevice Description { get; }

    /// <summary>All devices, GPUs first.</summary>
    public static IReadOnlyList<IlgpuDevice> All() =>
        [.. Shared.Value.Devices.OrderBy(Order).Select((device, i) => new IlgpuDevice(device, i))];

    /// <summary>Does something with the device; what it throws becomes a <see cref="DeviceException"/>.</summary>
    public T Try<T>(Func<Accelerator, T> use)
    {
        try
        {
            return use(Accelerator());
        }
        catch (Exception e) when (Failure(e) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>The kernels of <paramref name="program"/> for a number of slots, compiled once.</summary>
    public (ProgramImage Image, Launcher Launcher) Compile(SpikeProgram program, int slots, LaunchShape shape)
    {
        Dictionary<(int, LaunchShape), Compiled> known = _compiled.GetValue(program, _ => []);
        lock (known)
        {
            if (known.TryGetValue((slots, shape), out Compiled? compiled))
                return (compiled.Image, compiled.Launcher);
            ProgramImage image = Description.Kind == DeviceKind.Cpu
                ? new(program, slots)
                : new(program, slots, Math.Max(LeastEventBytes, Description.MemoryBytes / ShareOfEvents));
            Type adder = shape.Threads == 1 && shape.GroupsPerSlot == 0 ? typeof(AloneAdder) : typeof(SharedAdder);
            EmittedProgram emitted = ProgramEmitter.Emit(program, image, adder);
            Launcher launcher = new(Accelerator(), image, emitted, shape);
            known[(slots, shape)] = new(image, launcher);
            return (image, launcher);
        }
    }

    private static int Order(Device device) => device.AcceleratorType switch
    {
        AcceleratorType.Cuda => 0,
        AcceleratorType.OpenCL => 1,
        _ => 2,
    };

    [SuppressMessage("Reliability", "CA2000", Justification = "The accelerator lives as long as the process.")]
    private Accelerator Accelerator()
    {
        lock (_lock)
            return _accelerator ??= Device.CreateAccelerator(Shared.Value);
    }

    private DeviceException? Failure(Exception e)
    {
        string name = $"ilgpu:{Description.Index} ({Description.Name})";
        string detail = e.Message.ReplaceLineEndings(" ");
        return DeviceFailures.Kind(e) is { } kind ? new(kind, name, detail, e) : null;
    }

    private sealed record Compiled(ProgramImage Image, Launcher Launcher);
}
