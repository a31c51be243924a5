using System.Runtime.CompilerServices;
using ILGPU;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Stored weights of one width.</summary>
internal interface IWeights
{
    /// <summary>Takes the weights of <paramref name="m"/>.</summary>
    void Bind(ref Machine m);

    /// <summary>The weight at <paramref name="index"/>.</summary>
    long At(long index);
}

/// <summary>Weights of 8 bits.</summary>
internal struct Weights8 : IWeights
{
    private ArrayView<sbyte> _weights;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bind(ref Machine m) => _weights = m.Weights8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long At(long index) => _weights[index];
}

/// <summary>Weights of 16 bits.</summary>
internal struct Weights16 : IWeights
{
    private ArrayView<short> _weights;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bind(ref Machine m) => _weights = m.Weights16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long At(long index) => _weights[index];
}

/// <summary>Weights of 32 bits.</summary>
internal struct Weights32 : IWeights
{
    private ArrayView<int> _weights;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bind(ref Machine m) => _weights = m.Weights32;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long At(long index) => _weights[index];
}

/// <summary>Weights of 64 bits.</summary>
internal struct Weights64 : IWeights
{
    private ArrayView<long> _weights;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bind(ref Machine m) => _weights = m.Weights64;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long At(long index) => _weights[index];
}
