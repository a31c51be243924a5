using System.Runtime.CompilerServices;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>The kernels of one program for one vector width; sessions of the same program share them.</summary>
internal sealed class KernelCache
{
    private static readonly ConditionalWeakTable<SpikeProgram, Dictionary<SimdWidth, KernelCache>> Caches = [];

    private readonly SpikeProgram _program;
    private readonly SimdWidth _width;
    private readonly Dictionary<int, (KernelLayout Layout, NeuronKernel Kernel, bool UnitPayloads)> _kernels = [];

    private KernelCache(SpikeProgram program, SimdWidth width) => (_program, _width) = (program, width);

    /// <summary>The kernels of <paramref name="program"/>.</summary>
    public static KernelCache For(SpikeProgram program, SimdWidth width)
    {
        Dictionary<SimdWidth, KernelCache> widths = Caches.GetOrCreateValue(program);
        lock (widths)
            return widths.TryGetValue(width, out KernelCache? cache) ? cache : widths[width] = new(program, width);
    }

    /// <summary>The layout of population number <paramref name="ordinal"/>.</summary>
    public KernelLayout Layout(int ordinal) => Entry(ordinal).Layout;

    /// <summary>The kernel of population number <paramref name="ordinal"/>, and whether all its events have payload 1.</summary>
    public NeuronKernel Kernel(int ordinal, out bool unitPayloads)
    {
        (_, NeuronKernel kernel, unitPayloads) = Entry(ordinal);
        return kernel;
    }

    private (KernelLayout Layout, NeuronKernel Kernel, bool UnitPayloads) Entry(int ordinal)
    {
        lock (_kernels)
        {
            if (!_kernels.TryGetValue(ordinal, out (KernelLayout, NeuronKernel, bool) entry))
            {
                KernelLayout layout = new(_program, ordinal);
                entry = (layout, KernelEmitter.Compile(layout, _width), new BodyAnalysis(layout).EmitsUnitPayloads);
                _kernels.Add(ordinal, entry);
            }
            return entry;
        }
    }
}
