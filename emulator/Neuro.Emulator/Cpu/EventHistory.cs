using System.Runtime.CompilerServices;

namespace Neuro.Emulator.Cpu;

/// <summary>
/// The events of a population for the last ticks, as many as its longest delay asks for, and for this one. A tick's events of
/// one slot lie in a row with one segment per part of the population, so that the threads that own the parts write apart.
/// </summary>
internal sealed unsafe class EventHistory
{
    private readonly AlignedArray<int> _indices;
    private readonly AlignedArray<int>? _payloads;
    private readonly AlignedArray<int> _counts;
    private readonly int _slots;
    private readonly int[] _partStarts;

    /// <summary>An empty history.</summary>
    /// <param name="ticks">Number of ticks kept, including the current one.</param>
    /// <param name="slots">Number of slots.</param>
    /// <param name="stride">Padded size of the population.</param>
    /// <param name="unitPayloads">Whether every payload is 1.</param>
    /// <param name="partStarts">First neuron of each part and the end of the last.</param>
    public EventHistory(int ticks, int slots, int stride, bool unitPayloads, int[] partStarts)
    {
        Ticks = ticks;
        _slots = slots;
        Stride = stride;
        _partStarts = partStarts;
        Parts = partStarts.Length - 1;
        _indices = new((long)ticks * slots * stride);
        _payloads = unitPayloads ? null : new((long)ticks * slots * stride);
        _counts = new((long)ticks * slots * Parts);
    }

    /// <summary>Number of ticks kept.</summary>
    public int Ticks { get; }

    /// <summary>Elements between the rows of two slots.</summary>
    public int Stride { get; }

    /// <summary>Number of parts.</summary>
    public int Parts { get; }

    /// <summary>Whether every payload is 1.</summary>
    public bool UnitPayloads => _payloads is null;

    /// <summary>Forgets everything.</summary>
    public void Clear() => _counts.Slice(0, (int)_counts.Length).Clear();

    /// <summary>Where a tick's events are kept; pass it to the other members.</summary>
    public int Place(int tick) => tick % Ticks;

    /// <summary>The first index of slot 0.</summary>
    public int* Indices(int place) => _indices.Pointer + (long)place * _slots * Stride;

    /// <summary>The first payload of slot 0, or null.</summary>
    public int* Payloads(int place) => _payloads is null ? null : _payloads.Pointer + (long)place * _slots * Stride;

    /// <summary>The number of events of slot 0 and part 0; slots follow each other, parts within.</summary>
    public int* Counts(int place) => _counts.Pointer + (long)place * _slots * Parts;

    /// <summary>The events of one part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EventList Events(int place, int slot, int part)
    {
        long start = ((long)place * _slots + slot) * Stride + _partStarts[part];
        return new(
            _indices.Pointer + start,
            _payloads is null ? null : _payloads.Pointer + start,
            _counts.Pointer[((long)place * _slots + slot) * Parts + part]);
    }

    /// <summary>Sets the events of a tick and slot; empty <paramref name="payloads"/> are all 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int place, int slot, ReadOnlySpan<int> indices, ReadOnlySpan<int> payloads)
    {
        int* counts = Counts(place) + (long)slot * Parts;
        if (Parts == 1)
        {
            SetPart(place, slot, 0, indices, payloads);
            counts[0] = indices.Length;
            return;
        }
        int taken = 0;
        for (int part = 0; part < Parts; part++)
        {
            int end = taken;
            while (end < indices.Length && indices[end] < _partStarts[part + 1])
                end++;
            SetPart(place, slot, part, indices[taken..end], payloads.IsEmpty ? payloads : payloads[taken..end]);
            counts[part] = end - taken;
            taken = end;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetPart(int place, int slot, int part, ReadOnlySpan<int> indices, ReadOnlySpan<int> payloads)
    {
        long start = ((long)place * _slots + slot) * Stride + _partStarts[part];
        Copy(indices, _indices.Pointer + start);
        if (_payloads is null)
            return;
        if (payloads.IsEmpty)
            _payloads.Slice(start, indices.Length).Fill(1);
        else
            Copy(payloads, _payloads.Pointer + start);
    }

    // A tick's events are often so few that a call would cost more than the copy.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ReadOnlySpan<int> from, int* to)
    {
        if (from.Length > 16)
        {
            from.CopyTo(new(to, from.Length));
            return;
        }
        for (int i = 0; i < from.Length; i++)
            to[i] = from[i];
    }
}
