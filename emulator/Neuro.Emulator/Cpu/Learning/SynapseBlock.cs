using System.Runtime.CompilerServices;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>
/// Some synapses that a rule visits together: a run along a row, down a column, or of a list. Synapse n of it has source,
/// target, number
/// and place.
/// </summary>
internal unsafe ref struct SynapseBlock
{
    /// <summary>Number of synapses.</summary>
    public int Count;

    /// <summary>Source of the first.</summary>
    public int Source;

    /// <summary>What is added to the source from one to the next.</summary>
    public int SourceStep;

    /// <summary>Target of the first.</summary>
    public int Target;

    /// <summary>What is added to the target from one to the next.</summary>
    public int TargetStep;

    /// <summary>Number of the first.</summary>
    public int FirstNumber;

    /// <summary>What is added to the number from one to the next.</summary>
    public int NumberStep;

    /// <summary>Place of the first in a slot's array.</summary>
    public long FirstPlace;

    /// <summary>What is added to the place from one to the next.</summary>
    public int PlaceStride;

    /// <summary>Numbers, which are places too, one by one; null where they are evenly spaced.</summary>
    public int* Keys;

    /// <summary>Sources one by one; null where they are evenly spaced.</summary>
    public int* Sources;

    /// <summary>Targets one by one; null where they are evenly spaced.</summary>
    public int* Targets;

    /// <summary>Source of synapse <paramref name="n"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int SourceOf(int n) => Sources == null ? Source + n * SourceStep : Sources[n];

    /// <summary>Target of synapse <paramref name="n"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int TargetOf(int n) => Targets == null ? Target + n * TargetStep : Targets[n];

    /// <summary>Number of synapse <paramref name="n"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int NumberOf(int n) => Keys == null ? FirstNumber + n * NumberStep : Keys[n];

    /// <summary>Place of synapse <paramref name="n"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly long PlaceOf(int n) => Keys == null ? FirstPlace + (long)n * PlaceStride : Keys[n];

    /// <summary>Synapses <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> of it.</summary>
    public readonly SynapseBlock Slice(int first, int count) => new()
    {
        Count = count,
        Source = Source + first * SourceStep,
        SourceStep = SourceStep,
        Target = Target + first * TargetStep,
        TargetStep = TargetStep,
        FirstNumber = FirstNumber + first * NumberStep,
        NumberStep = NumberStep,
        FirstPlace = FirstPlace + (long)first * PlaceStride,
        PlaceStride = PlaceStride,
        Keys = Keys == null ? null : Keys + first,
        Sources = Sources == null ? null : Sources + first,
        Targets = Targets == null ? null : Targets + first,
    };
}
