using System.Runtime.CompilerServices;
using ILGPU;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>How threads add to what they may share.</summary>
internal interface IAdder
{
    /// <summary>Whether one thread alone works on a slot.</summary>
    bool IsAlone { get; }

    /// <summary>Adds, and returns what was there.</summary>
    int Add(ref int target, int value);

    /// <summary>Adds.</summary>
    void Add(ref long target, long value);
}

/// <summary>Nobody else adds.</summary>
internal readonly struct AloneAdder : IAdder
{
    /// <inheritdoc/>
    public bool IsAlone => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ref int target, int value)
    {
        int before = target;
        target = before + value;
        return before;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref long target, long value) => target += value;
}

/// <summary>Other threads may add at the same time; integers do not mind the order.</summary>
internal readonly struct SharedAdder : IAdder
{
    /// <inheritdoc/>
    public bool IsAlone => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ref int target, int value) => Atomic.Add(ref target, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref long target, long value) => Atomic.Add(ref target, value);
}
