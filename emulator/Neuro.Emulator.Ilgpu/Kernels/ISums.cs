using System.Runtime.CompilerServices;
using ILGPU;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>The sums of ports of one width.</summary>
internal interface ISums
{
    /// <summary>Takes the sums of <paramref name="m"/>.</summary>
    void Bind(ref Machine m);

    /// <summary>Adds to the sum at <paramref name="index"/>, modulo its width.</summary>
    void Add<TAdder>(long index, long value)
        where TAdder : struct, IAdder;
}

/// <summary>Sums of 32 bits.</summary>
internal struct NarrowSums : ISums
{
    private ArrayView<int> _sums;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bind(ref Machine m) => _sums = m.Sums;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TAdder>(long index, long value)
        where TAdder : struct, IAdder =>
        default(TAdder).Add(ref _sums[index], (int)value);
}

/// <summary>Sums of 64 bits.</summary>
internal struct WideSums : ISums
{
    private ArrayView<long> _sums;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bind(ref Machine m) => _sums = m.WideSums;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TAdder>(long index, long value)
        where TAdder : struct, IAdder =>
        default(TAdder).Add(ref _sums[index], value);
}
